"""How many people waited for a bed, of requests that are kept no longer."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class WaitingChange(models.Model):
    """By how many more people waited at the end of a day than of the day before, among those requests."""

    organisation = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, related_name="+", verbose_name=_("調整する組織")
    )
    day = models.DateField(_("日"))
    change = models.IntegerField(_("増減"))

    class Meta:
        verbose_name = _("病床を待つ人の増減")
        constraints = [
            models.UniqueConstraint(fields=["organisation", "day"], name="outbreak_one_change_of_waiting_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.change:+d}"
