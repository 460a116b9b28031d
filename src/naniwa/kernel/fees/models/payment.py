"""A payment: one attempt to pay a charge by a provider, and all that was heard of it."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from naniwa.kernel.fees.models.charge import Charge
from naniwa.kernel.fees.rules import Facts, PaymentState, payment_state

STATES = {
    PaymentState.STARTED: _("手続き中"),
    PaymentState.AUTHORISED: _("確保済み"),
    PaymentState.CAPTURED: _("収納済み"),
    PaymentState.VOIDED: _("確保の取消し"),
    PaymentState.FAILED: _("お支払いできませんでした"),
    PaymentState.EXPIRED: _("期限切れ"),
}
SLIP = "slip"
"""Stands for the provider where somebody pays by a slip; `provider_reference` is then its number, in digits."""
OPEN_STATES = (PaymentState.STARTED, PaymentState.AUTHORISED)


class Payment(models.Model):
    """`public_id` is the order number at the provider. No card number, name or expiry comes here, or is asked for."""

    public_id = models.UUIDField(_("公開番号"), default=uuid.uuid4, unique=True, editable=False)
    charge = models.ForeignKey(Charge, models.PROTECT, related_name="payments", verbose_name=_("調定"))
    provider = models.CharField(_("決済会社"), max_length=40)
    method = models.CharField(_("支払方法"), max_length=12)
    amount_yen = models.PositiveBigIntegerField(_("金額"))
    state = models.CharField(
        _("状態"), max_length=10, choices=[(state.value, word) for state, word in STATES.items()],
        default=PaymentState.STARTED.value,
    )  # fmt: skip
    provider_reference = models.CharField(_("決済会社の番号"), max_length=80)
    page_url = models.CharField(_("お支払いのページ"), max_length=500)
    started_at = models.DateTimeField(_("開始日時"))
    changed_at = models.DateTimeField(_("更新日時"))
    asked_at = models.DateTimeField(_("照会日時"), null=True)
    authorised = models.BooleanField(_("確保の通知"), default=False)
    captured_yen = models.PositiveBigIntegerField(_("収納額"), null=True)
    voided = models.BooleanField(_("取消しの通知"), default=False)
    failed = models.BooleanField(_("不成立の通知"), default=False)
    expired = models.BooleanField(_("期限切れの通知"), default=False)

    class Meta:
        verbose_name = _("決済")
        constraints = [
            models.UniqueConstraint(
                fields=["provider_reference"], condition=models.Q(provider="slip"), name="fees_a_slip_has_its_number"
            ),
            models.CheckConstraint(name="fees_a_payment_has_an_amount", condition=models.Q(amount_yen__gt=0)),
            models.CheckConstraint(
                name="fees_a_captured_payment_says_how_much",
                condition=models.Q(state="captured", captured_yen__gt=0)
                | (~models.Q(state="captured") & models.Q(captured_yen=None)),
            ),
        ]
        indexes = [
            models.Index(
                fields=["changed_at"],
                name="fees_payments_unsettled",
                condition=models.Q(state__in=["started", "authorised"]),
            )
        ]

    def __str__(self) -> str:
        return str(self.public_id)

    @property
    def facts(self) -> Facts:
        return Facts(self.authorised, self.captured_yen, self.voided, self.failed, self.expired)

    def derive_state(self) -> None:
        """Put the state that follows from the facts."""
        self.state = payment_state(self.facts).value
