"""The line: how many numbers were given out, and up to which people have been let in."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Line(models.Model):
    """One row. It says nothing of anybody, so it is under no row security; a crash of the database ends the line."""

    issued = models.BigIntegerField(_("出した番号"), default=0)
    served = models.BigIntegerField(_("案内した番号"), default=0)

    class Meta:
        verbose_name = _("入場の列")
        constraints = [
            models.CheckConstraint(name="arrivals_one_line", condition=models.Q(pk=1)),
            models.CheckConstraint(
                name="arrivals_none_before_their_number", condition=models.Q(served__lte=models.F("issued"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.served}/{self.issued}"
