"""A cash-up (レジ締め): what lay in the till of a counter at the end of a day, beside what the ledger says."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class CashUp(models.Model):
    """Whole yen of the day's cash alone; a difference says why."""

    public_id = models.UUIDField(_("公開番号"), default=uuid.uuid4, unique=True, editable=False)
    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="+", verbose_name=_("担当組織")
    )
    counter = models.CharField(_("窓口"), max_length=60)
    day = models.DateField(_("日"))
    expected_yen = models.BigIntegerField(_("収納簿の現金"))
    counted_yen = models.BigIntegerField(_("数えた現金"))
    reason = models.CharField(_("違いの理由"), max_length=300, blank=True)
    closed_at = models.DateTimeField(_("締めた日時"))
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("締めた人")
    )

    class Meta:
        verbose_name = _("レジ締め")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "counter", "day"], name="fees_a_counter_closes_once_a_day"),
            models.CheckConstraint(
                name="fees_a_difference_says_why",
                condition=models.Q(expected_yen=models.F("counted_yen")) | models.Q(reason__gt=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.counter} {self.day}"

    @property
    def difference_yen(self) -> int:
        """Above 0 where more lay in the till than the ledger says."""
        return self.counted_yen - self.expected_yen
