"""Charging what is owed, and letting go of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from naniwa.kernel import jobs
from naniwa.kernel.audit.entries import Actor
from naniwa.kernel.fees.models import Capture, Charge, EntryKind, Kind, Payment
from naniwa.kernel.fees.operations.entering import enter, locked, note
from naniwa.kernel.fees.operations.following import CAPTURE_JOB, follow_up
from naniwa.kernel.fees.rules import PaymentState
from naniwa.kernel.organisations.isolation import as_system


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCharge:
    """Whole yen above 0 that somebody owes for one `item` of a `reference`."""

    reference: str
    item: str
    subject: str
    title: str
    title_en: str
    amount_yen: int
    payer_name: str
    organisation_id: int
    partner_id: int | None = None
    person_id: int | None = None
    sum_in_words: str = ""
    sum_in_words_en: str = ""
    capture: str = Capture.AT_ONCE
    kind: str = Kind.FEE
    due_on: date | None = None


@transaction.atomic
def open_charges(charges: Sequence[NewCharge], *, by: Actor, now: datetime) -> list[Charge]:
    """Charge each, once: what is charged already stays as it is."""
    with as_system():
        return [_open(one, by=by, now=now) for one in charges]


def _open(new: NewCharge, *, by: Actor, now: datetime) -> Charge:
    fields = {name: getattr(new, name) for name in NewCharge.__slots__ if name not in {"reference", "item"}}
    charge, fresh = Charge.objects.get_or_create(
        reference=new.reference, item=new.item, defaults={**fields, "opened_at": now}
    )
    if fresh:
        enter(charge, EntryKind.CHARGE, new.amount_yen, now=now)
        note("fees.charged", charge, charge.amount_yen, by=by, now=now)
    return charge


@transaction.atomic
def release(*, reference: str, keep: frozenset[str] = frozenset(), reason: str, by: Actor, now: datetime) -> None:
    """Nothing more is owed for a reference; what was paid goes back, but for the items to `keep`.

    `reason` is a code: the ledger is never emptied, so that no words of a person stand in it.
    """
    with as_system():
        for pk in Charge.objects.filter(reference=reference).order_by("pk").values_list("pk", flat=True):
            charge = locked(pk)
            amount = charge.sums.owed if charge.item in keep else charge.sums.due
            if amount:
                enter(charge, EntryKind.REDUCE, amount, now=now, reason=reason[:300])
                note("fees.reduced", charge, amount, by=by, now=now)
            follow_up(charge, now=now)


@transaction.atomic
def take(*, reference: str) -> None:
    """Take what was set aside for a reference, as soon as a worker comes to it."""
    with as_system():
        holds = Payment.objects.filter(charge__reference=reference, state=PaymentState.AUTHORISED).order_by("pk")
        for payment in {one.charge_id: one for one in holds}.values():
            jobs.defer_by_name(CAPTURE_JOB, number=str(payment.public_id))
