"""A list of bills that was read and waits to be taken in."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Upload(models.Model):
    """`lines` are [number of the row, texts by column]; the file itself is not kept, and they go once it is taken in.

    Taken once: `taken_at` and the counts are written with the bills.
    """

    public_id = models.UUIDField(_("公開番号"), default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="+", verbose_name=_("担当組織")
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("送った人"))
    name = models.CharField(_("ファイル名"), max_length=200)
    lines = models.JSONField(_("行"))
    at = models.DateTimeField(_("受付日時"))
    taken_at = models.DateTimeField(_("取込日時"), null=True)
    bills = models.PositiveIntegerField(_("取り込んだ賦課"), default=0)
    yen = models.PositiveBigIntegerField(_("取り込んだ税額"), default=0)
    wrong = models.PositiveIntegerField(_("直す行"), default=0)

    class Meta:
        verbose_name = _("賦課の取込みファイル")

    def __str__(self) -> str:
        return self.name

    @property
    def reference(self) -> str:
        return str(self.public_id)
