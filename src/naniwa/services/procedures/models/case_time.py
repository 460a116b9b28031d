"""How long cases lay open before somebody acted on them: of an office, with no case and no person."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from naniwa.services.procedures.models.application import Stage


class CaseTime(models.Model):
    """From the moment a case was opened to the act that moved it on.

    Neither the case nor the hour is kept: with either, the audit trail would say whose time it was.
    """

    organisation = models.ForeignKey(
        "organisations.Organisation", models.CASCADE, related_name="+", verbose_name=_("担当組織"), db_index=False
    )
    procedure = models.CharField(_("手続"), max_length=60)
    stage = models.CharField(_("段階"), max_length=10, choices=Stage.choices)
    seconds = models.PositiveIntegerField(_("秒数"))
    on = models.DateField(_("日付"))

    class Meta:
        verbose_name = _("処理の時間")
        indexes = [models.Index(fields=["organisation", "procedure", "on"], name="procedures_times_of_office")]

    def __str__(self) -> str:
        return f"{self.procedure} {self.stage} {self.seconds}"
