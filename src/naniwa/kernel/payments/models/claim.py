"""A claim: an amount that somebody was promised, and the account they want it in."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from naniwa.kernel.people.scoping import Scoped


class ClaimState(models.TextChoices):
    PENDING = "pending", _("振込待ち")
    IN_RUN = "in_run", _("振込手続き中")
    PAID = "paid", _("振込済み")
    FAILED = "failed", _("振込できませんでした")
    CANCELLED = "cancelled", _("取りやめ")


class AccountType(models.TextChoices):
    ORDINARY = "1", _("普通")
    CURRENT = "2", _("当座")
    SAVINGS = "4", _("貯蓄")
    OTHER = "9", _("その他")


class Claim(Scoped):
    """`organisation` pays; `partner` is the municipality it is counted under; `shares` is yen by 団体コード."""

    reference = models.CharField(_("受付番号"), max_length=40, unique=True)
    procedure = models.CharField(_("手続き"), max_length=80)
    title = models.CharField(_("件名"), max_length=200)
    amount_yen = models.PositiveBigIntegerField(_("金額"))
    shares = models.JSONField(_("負担割合"), default=dict)
    state = models.CharField(_("状態"), max_length=10, choices=ClaimState.choices, default=ClaimState.PENDING)
    payee_name = models.CharField(_("受取人名"), max_length=200)
    payee_kana = models.CharField(_("口座名義（カナ）"), max_length=200)
    bank_code = models.CharField(_("金融機関コード"), max_length=4)
    branch_code = models.CharField(_("支店コード"), max_length=3)
    account_type = models.CharField(_("預金種目"), max_length=1, choices=AccountType.choices)
    account_number = models.CharField(_("口座番号"), max_length=8)
    attempts = models.PositiveSmallIntegerField(_("振込回数"), default=0)
    approved_at = models.DateTimeField(_("決定日時"))
    changed_at = models.DateTimeField(_("更新日時"))

    class Meta:
        verbose_name = _("支払案件")
        constraints = [
            models.CheckConstraint(name="payments_a_claim_has_an_amount", condition=models.Q(amount_yen__gt=0))
        ]
        indexes = [
            models.Index(
                fields=["organisation", "procedure", "approved_at"],
                name="payments_claims_waiting",
                condition=models.Q(state="pending"),
            ),
            models.Index(fields=["procedure", "partner"], name="payments_claims_by_place"),
        ]

    def __str__(self) -> str:
        return self.reference
