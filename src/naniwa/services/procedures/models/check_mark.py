"""A point of the checklist that somebody ticked off on a case."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from naniwa.services.procedures.models.application import Application


class CheckMark(models.Model):
    """`point` is the code of a check that only a person can make."""

    application = models.ForeignKey(
        Application, models.CASCADE, related_name="marks", verbose_name=_("申請"), db_index=False
    )
    point = models.CharField(_("確認する点"), max_length=80)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("確認した人"))
    at = models.DateTimeField(_("確認日時"))

    class Meta:
        verbose_name = _("確認の印")
        constraints = [
            models.UniqueConstraint(fields=["application", "point"], name="procedures_one_mark_a_point"),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.point}"
