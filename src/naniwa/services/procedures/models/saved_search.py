"""A saved search: a selection of the ledger that a member of staff gave a name to."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class SavedSearch(models.Model):
    """`asked` are filters and order by name. A shared one is found by the whole office, changed by its maker alone."""

    public_id = models.UUIDField(_("公開番号"), default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="+", verbose_name=_("担当組織")
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("作った人"))
    name = models.CharField(_("名前"), max_length=60)
    asked = models.JSONField(_("条件"), default=dict)
    shared = models.BooleanField(_("共有"), default=False)
    saved_at = models.DateTimeField(_("保存日時"))
    removed_at = models.DateTimeField(_("削除日時"), null=True)

    class Meta:
        verbose_name = _("保存した検索")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "by", "name"],
                condition=models.Q(removed_at=None),
                name="procedures_one_saved_search_a_name",
            ),
            models.CheckConstraint(name="procedures_saved_searches_have_a_name", condition=~models.Q(name="")),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def reference(self) -> str:
        return str(self.public_id)
