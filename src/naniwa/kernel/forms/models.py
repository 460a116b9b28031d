"""A version: one published text of a definition, which never changes."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Version(models.Model):
    """`source` is the YAML as published; a trigger refuses every change and deletion.

    `window` holds moments (ISO 8601) that replace those of the source, such as opens_at in the demo.
    """

    kind = models.CharField(_("種類"), max_length=40)
    slug = models.SlugField(_("短縮名"), max_length=60)
    number = models.PositiveIntegerField(_("版番号"))
    source = models.TextField(_("定義"))
    digest = models.CharField(_("ハッシュ値"), max_length=64)
    window = models.JSONField(_("受付期間の差し替え"), default=dict, blank=True)
    published_at = models.DateTimeField(_("公開日時"))
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("公開した人")
    )

    class Meta:
        verbose_name = _("版")
        constraints = [
            models.UniqueConstraint(fields=["kind", "slug", "number"], name="forms_one_version_a_number"),
            models.CheckConstraint(name="forms_versions_count_from_one", condition=models.Q(number__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.slug} {self.number}"
