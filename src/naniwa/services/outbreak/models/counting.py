"""From when on the prefecture counts the cases that are reported here, and which days are to be counted anew."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class SwitchOver(models.Model):
    """Cases reported before `own_from` are counted from the feed, those from that day on from the reports made here.

    The latest row is in force, once the days were counted by it; without a day, the feed alone is counted. `set_by` is
    None where the platform began by itself, as no feed was ever taken in.
    """

    public_id = models.UUIDField(_("公開番号"), default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="+", verbose_name=_("組織")
    )
    own_from = models.DateField(_("届け出られた患者を数え始める日"), null=True)
    set_at = models.DateTimeField(_("決めた日時"))
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, verbose_name=_("決めた職員")
    )
    counted_at = models.DateTimeField(_("最後に数えた日時"), null=True)

    class Meta:
        verbose_name = _("発生動向の数え方の切替")
        indexes = [models.Index(fields=["organisation", "set_at"], name="outbreak_switched")]

    def __str__(self) -> str:
        return str(self.own_from)

    @property
    def reference(self) -> str:
        return str(self.public_id)


class TouchedDay(models.Model):
    """A day whose cases changed since they were last counted; a trigger of the table of cases notes it.

    A day may stand here often: reports made at once would otherwise wait for one another.
    """

    day = models.DateField(_("日"))

    class Meta:
        verbose_name = _("数え直す日")

    def __str__(self) -> str:
        return str(self.day)
