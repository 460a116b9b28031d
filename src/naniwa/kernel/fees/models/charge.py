"""A charge (調定): what somebody owes for one thing, with the sums of its ledger."""

import uuid

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from naniwa.kernel.fees.rules import ChargeState, Sums, charge_state
from naniwa.kernel.people.scoping import Scoped

STATES = {
    ChargeState.OPEN: _("お支払い待ち"),
    ChargeState.HELD: _("お支払いの確保済み"),
    ChargeState.PAID: _("納付済み"),
    ChargeState.OVERPAID: _("返金手続き中"),
    ChargeState.CANCELLED: _("お支払い不要"),
    ChargeState.REFUNDED: _("返金済み"),
}


class Kind(models.TextChoices):
    FEE = "fee", _("手数料")
    TAX = "tax", _("税")


class Capture(models.TextChoices):
    """When the money that a person set aside by card is taken."""

    AT_ONCE = "at_once", _("お支払いのとき")
    AFTER_APPROVAL = "after_approval", _("認める決定のあと")


class Charge(Scoped):
    """`reference` and `item` say what for, such as an application and its fee.

    The sums are kept by the database from the entries of the ledger; `held_yen` is set aside and not yet ours.
    """

    public_id = models.UUIDField(_("公開番号"), default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("種類"), max_length=3, choices=Kind.choices, default=Kind.FEE)
    reference = models.CharField(_("受付番号"), max_length=40)
    item = models.CharField(_("項目"), max_length=60)
    subject = models.CharField(_("手続や税目"), max_length=80)
    title = models.CharField(_("件名"), max_length=200)
    title_en = models.CharField(_("件名（英語）"), max_length=300)
    sum_in_words = models.CharField(_("計算"), max_length=200, blank=True)
    sum_in_words_en = models.CharField(_("計算（英語）"), max_length=300, blank=True)
    payer_name = models.CharField(_("納める人"), max_length=300)
    capture = models.CharField(_("確定の時期"), max_length=14, choices=Capture.choices, default=Capture.AT_ONCE)
    due_on = models.DateField(_("納期限"), null=True)
    opened_at = models.DateTimeField(_("調定日時"))
    secured_at = models.DateTimeField(_("お支払いを確かめた日時"), null=True)
    amount_yen = models.PositiveBigIntegerField(_("調定額"))
    reduced_yen = models.PositiveBigIntegerField(_("減額"), default=0)
    paid_yen = models.PositiveBigIntegerField(_("収納額"), default=0)
    refunded_yen = models.PositiveBigIntegerField(_("還付額"), default=0)
    held_yen = models.PositiveBigIntegerField(_("確保した額"), default=0)

    class Meta:
        verbose_name = _("調定")
        constraints = [
            models.UniqueConstraint(fields=["reference", "item"], name="fees_a_thing_is_charged_once"),
            models.CheckConstraint(name="fees_a_charge_has_an_amount", condition=models.Q(amount_yen__gt=0)),
            models.CheckConstraint(
                name="fees_no_more_is_taken_off_than_charged",
                condition=models.Q(reduced_yen__lte=models.F("amount_yen")),
            ),
            models.CheckConstraint(
                name="fees_no_more_is_refunded_than_paid",
                condition=models.Q(refunded_yen__lte=models.F("paid_yen")),
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "opened_at"], name="fees_charges_of_office"),
            models.Index(fields=["person", "opened_at"], name="fees_charges_of_person"),
            models.Index(
                fields=["organisation", "due_on"], name="fees_taxes_by_due_day", condition=models.Q(kind="tax")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.item}"

    @property
    def sums(self) -> Sums:
        return Sums(self.amount_yen, self.reduced_yen, self.paid_yen, self.refunded_yen, self.held_yen)

    @property
    def state(self) -> ChargeState:
        return charge_state(self.sums)

    @property
    def named(self) -> str:
        """The title in the reader's language."""
        return self.title_en if (get_language() or "ja").startswith("en") else self.title

    @property
    def reckoned(self) -> str:
        """How the amount came about, in the reader's language."""
        return self.sum_in_words_en if (get_language() or "ja").startswith("en") else self.sum_in_words
