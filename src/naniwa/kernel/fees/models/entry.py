"""An entry of the fee ledger: only added, never changed."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from naniwa.kernel.fees.models.charge import Charge
from naniwa.kernel.fees.models.payment import Payment
from naniwa.kernel.fees.models.refund import Refund


class EntryKind(models.TextChoices):
    CHARGE = "charge", _("調定")
    REDUCE = "reduce", _("減額")
    PAY = "pay", _("収納")
    REFUND = "refund", _("還付")


class Way(models.TextChoices):
    """How money came; all but cash count as cashless."""

    CARD = "card", _("クレジットカード")
    QR = "qr", _("スマホ決済")
    SLIP = "slip", _("納付書")
    CASH = "cash", _("窓口（現金）")
    COUNTER_CARD = "counter_card", _("窓口（カード）")
    COUNTER_QR = "counter_qr", _("窓口（スマホ決済）")


COUNTER_WAYS = (Way.CASH, Way.COUNTER_CARD, Way.COUNTER_QR)


class Entry(models.Model):
    """`public_id` is drawn where the entry is asked for, so that asking twice adds one; `amount_yen` is above 0."""

    public_id = models.UUIDField(_("公開番号"), default=uuid.uuid4, unique=True, editable=False)
    charge = models.ForeignKey(Charge, models.PROTECT, related_name="entries", verbose_name=_("調定"), db_index=False)
    number = models.PositiveSmallIntegerField(_("回"))
    kind = models.CharField(_("種別"), max_length=6, choices=EntryKind.choices)
    amount_yen = models.PositiveBigIntegerField(_("金額"))
    way = models.CharField(_("納め方"), max_length=12, choices=Way.choices, blank=True)
    counter = models.CharField(_("窓口"), max_length=60, blank=True)
    payment = models.OneToOneField(Payment, models.PROTECT, null=True, related_name="entry", verbose_name=_("決済"))
    refund = models.OneToOneField(Refund, models.PROTECT, null=True, related_name="entry", verbose_name=_("返金"))
    at = models.DateTimeField(_("日時"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("行った人")
    )
    reason = models.CharField(_("理由"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("収納簿の記入")
        constraints = [
            models.UniqueConstraint(fields=["charge", "number"], name="fees_entries_are_numbered"),
            models.UniqueConstraint(
                fields=["charge"], condition=models.Q(kind="charge"), name="fees_a_charge_is_entered_once"
            ),
            models.CheckConstraint(name="fees_an_entry_has_an_amount", condition=models.Q(amount_yen__gt=0)),
            models.CheckConstraint(
                name="fees_an_entry_says_how_money_moved",
                condition=models.Q(kind__in=["charge", "reduce"], way="", counter="", payment=None, refund=None)
                | models.Q(kind="pay", way__gt="", refund=None)
                | models.Q(kind="refund", way__gt="", payment=None),
            ),
            models.CheckConstraint(
                name="fees_a_counter_names_who_took_it",
                condition=~models.Q(way__in=["cash", "counter_card", "counter_qr"])
                | models.Q(counter__gt="", by__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["counter", "at"], name="fees_entries_of_counter")]

    def __str__(self) -> str:
        return f"{self.charge_id}-{self.number} {self.kind}"
