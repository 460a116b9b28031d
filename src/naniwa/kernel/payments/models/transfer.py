"""A transfer: one line of a run, with the account as it stood when the run was made up."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from naniwa.kernel.payments.models.claim import AccountType, Claim
from naniwa.kernel.payments.models.run import Run
from naniwa.kernel.people.scoping import Scoped


class TransferState(models.TextChoices):
    OPEN = "open", _("振込手続き中")
    PAID = "paid", _("振込済み")
    FAILED = "failed", _("振込できませんでした")
    WITHDRAWN = "withdrawn", _("取りやめ")


class Transfer(Scoped):
    """A claim has at most one transfer that is open or paid, so nothing is paid twice."""

    run = models.ForeignKey(Run, models.PROTECT, related_name="transfers", verbose_name=_("振込依頼"))
    claim = models.ForeignKey(Claim, models.PROTECT, related_name="transfers", verbose_name=_("支払案件"))
    line = models.PositiveIntegerField(_("行"))
    attempt = models.PositiveSmallIntegerField(_("回数"), default=1)
    amount_yen = models.PositiveBigIntegerField(_("金額"))
    bank_code = models.CharField(_("金融機関コード"), max_length=4)
    bank_kana = models.CharField(_("金融機関名（カナ）"), max_length=100)
    branch_code = models.CharField(_("支店コード"), max_length=3)
    branch_kana = models.CharField(_("支店名（カナ）"), max_length=100)
    account_type = models.CharField(_("預金種目"), max_length=1, choices=AccountType.choices)
    account_number = models.CharField(_("口座番号"), max_length=7)
    payee_text = models.CharField(_("受取人名（銀行用）"), max_length=30)
    state = models.CharField(_("状態"), max_length=10, choices=TransferState.choices, default=TransferState.OPEN)
    reason = models.CharField(_("理由"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("振込")
        constraints = [
            models.UniqueConstraint(fields=["run", "line"], name="payments_lines_are_numbered"),
            models.UniqueConstraint(
                fields=["claim"], condition=models.Q(state__in=["open", "paid"]), name="payments_a_claim_is_paid_once"
            ),
            models.CheckConstraint(
                name="payments_a_failed_transfer_has_a_reason",
                condition=models.Q(state="failed", reason__gt="") | (~models.Q(state="failed") & models.Q(reason="")),
            ),
        ]
        indexes = [
            models.Index(
                fields=["account_number", "branch_code", "bank_code"],
                name="payments_transfers_to_account",
                condition=models.Q(state__in=["open", "paid"]),
            )
        ]

    def __str__(self) -> str:
        return f"{self.run_id}/{self.line}"
