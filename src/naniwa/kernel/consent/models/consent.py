"""A consent: one person agreed to one version of a purpose."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Consent(models.Model):
    """`withdrawn_at` also ends a consent that a newer version of the purpose replaced."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("本人"))
    purpose = models.CharField(_("利用目的"), max_length=100)
    version = models.PositiveIntegerField(_("利用目的の版"))
    given_at = models.DateTimeField(_("同意した日時"))
    withdrawn_at = models.DateTimeField(_("取りやめた日時"), null=True, blank=True)

    class Meta:
        verbose_name = _("同意")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "purpose"], condition=models.Q(withdrawn_at=None), name="consent_one_at_a_time"
            ),
            models.CheckConstraint(
                name="consent_is_withdrawn_after_it_is_given",
                condition=models.Q(withdrawn_at=None) | models.Q(withdrawn_at__gte=models.F("given_at")),
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference(self) -> str:
        """Names the purpose and version; the person stands beside it in the audit record."""
        return f"{self.purpose} v{self.version}"
