"""An objection: why a claim stayed out of a run, and who said that it is to be paid all the same."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from naniwa.kernel.payments.models.claim import Claim
from naniwa.kernel.payments.models.run import Run
from naniwa.kernel.payments.rules import WAIVABLE, Code

LABELS = {
    Code.CLOSED_BANK: _("この金融機関は銀行一覧にありません（統合や廃止を確認してください）"),
    Code.WRONG_BRANCH: _("この支店は銀行一覧にありません"),
    Code.WRONG_ACCOUNT: _("口座番号か預金種目が振込に使えません"),
    Code.UNWRITABLE_NAME: _("口座名義に振込ファイルで使えない文字があります"),
    Code.AMOUNT_OUT_OF_RANGE: _("1件で振り込める金額を超えています"),
    Code.DUPLICATE_ACCOUNT: _("同じ口座への振込がこの回にほかにもあります"),
    Code.PAID_BEFORE: _("同じ手続で、この口座にはほかの受付番号の分を振り込んでいます（手続き中を含みます）"),
}

LONGEST_REASON = 300


class Objection(models.Model):
    """It keeps the claim out of the run; `shown` is what to look at.

    Waived, it does not keep the claim out of later runs, as long as the claim asks for `waived_account`.
    """

    run = models.ForeignKey(Run, models.CASCADE, related_name="objections", verbose_name=_("振込依頼"))
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="+", verbose_name=_("支払案件"))
    code = models.CharField(_("種類"), max_length=24, choices=[(code.value, label) for code, label in LABELS.items()])
    shown = models.CharField(_("内容"), max_length=400, blank=True)

    waived_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("確認した担当者"),
    )
    waived_at = models.DateTimeField(_("確認日時"), null=True, blank=True)
    waived_reason = models.CharField(_("振り込む理由"), max_length=LONGEST_REASON, blank=True, db_default="")
    waived_account = models.CharField(_("確認した口座"), max_length=24, blank=True, db_default="")

    class Meta:
        verbose_name = _("振込前の確認事項")
        constraints = [
            models.UniqueConstraint(fields=["run", "claim", "code"], name="payments_one_objection_of_a_kind"),
            models.CheckConstraint(
                name="payments_a_waiver_is_whole",
                condition=models.Q(waived_by=None, waived_at=None, waived_reason="", waived_account="")
                | models.Q(
                    waived_by__isnull=False,
                    waived_at__isnull=False,
                    waived_reason__gt="",
                    waived_account__gt="",
                    code__in=sorted(code.value for code in WAIVABLE),
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim_id} {self.code}"
