"""An objection: why a claim stayed out of a run, or should be looked at once more."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from naniwa.kernel.payments.models.claim import Claim
from naniwa.kernel.payments.models.run import Run
from naniwa.kernel.payments.rules import Code

LABELS = {
    Code.CLOSED_BANK: _("この金融機関は銀行一覧にありません（統合や廃止を確認してください）"),
    Code.WRONG_BRANCH: _("この支店は銀行一覧にありません"),
    Code.WRONG_ACCOUNT: _("口座番号か預金種目が振込に使えません"),
    Code.UNWRITABLE_NAME: _("口座名義に振込ファイルで使えない文字があります"),
    Code.AMOUNT_OUT_OF_RANGE: _("1件で振り込める金額を超えています"),
    Code.DUPLICATE_ACCOUNT: _("同じ口座への振込がこの回にほかにもあります"),
}


class Objection(models.Model):
    """It keeps the claim out of the run; `shown` is what to look at."""

    run = models.ForeignKey(Run, models.CASCADE, related_name="objections", verbose_name=_("振込依頼"))
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="+", verbose_name=_("支払案件"))
    code = models.CharField(_("種類"), max_length=24, choices=[(code.value, label) for code, label in LABELS.items()])
    shown = models.CharField(_("内容"), max_length=400, blank=True)

    class Meta:
        verbose_name = _("振込前の確認事項")
        constraints = [
            models.UniqueConstraint(fields=["run", "claim", "code"], name="payments_one_objection_of_a_kind")
        ]

    def __str__(self) -> str:
        return f"{self.claim_id} {self.code}"
