"""Charging what is owed, and letting go of it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db import transaction

from naniwa.kernel import jobs
from naniwa.kernel.audit import operations as audit
from naniwa.kernel.audit.entries import Actor
from naniwa.kernel.fees.errors import TooMuch
from naniwa.kernel.fees.models import Capture, Charge, Entry, EntryKind, Kind, Payment
from naniwa.kernel.fees.operations.entering import all_locked, enter, locked, note, noted
from naniwa.kernel.fees.operations.following import CAPTURE_JOB, follow_up
from naniwa.kernel.fees.rules import PaymentState
from naniwa.kernel.organisations import bulk
from naniwa.kernel.organisations.isolation import as_system

_CHARGE = (
    "id", "public_id", "kind", "reference", "item", "subject", "title", "title_en", "sum_in_words", "sum_in_words_en",
    "payer_name", "capture", "due_on", "opened_at", "amount_yen", "reduced_yen", "paid_yen", "refunded_yen",
    "held_yen", "organisation_id", "partner_id", "person_id",
)  # fmt: skip
_ENTRY = ("public_id", "charge_id", "number", "kind", "amount_yen", "way", "counter", "at", "reason")


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

    @property
    def key(self) -> tuple[str, str]:
        """What is charged once."""
        return self.reference, self.item

    def charge(self, now: datetime) -> Charge:
        """As a row that is not written yet."""
        return Charge(opened_at=now, **{name: getattr(self, name) for name in NewCharge.__slots__})


@transaction.atomic
def open_charges(charges: Sequence[NewCharge], *, by: Actor, now: datetime) -> list[Charge]:
    """Charge each, once: what is charged already stays as it is. A thousand take as many statements as one."""
    if not charges:
        return []
    drawn = {one.key: one.charge(now) for one in charges}
    with as_system():
        # In one order, so that two who charge the same things do not wait for each other.
        Charge.objects.bulk_create([drawn[key] for key in sorted(drawn)], ignore_conflicts=True)
        found = Charge.objects.filter(reference__among=[reference for reference, _ in drawn])
        kept = {(one.reference, one.item): one for one in found}
        _enter_new([kept[key] for key, one in drawn.items() if kept[key].public_id == one.public_id], by=by, now=now)
    return [kept[one.key] for one in charges]


@transaction.atomic
def open_new(charges: Sequence[NewCharge], *, by: Actor, now: datetime) -> dict[tuple[str, str], int]:
    """Charge by sets what cannot be charged already, as its references were only just drawn. Rows by key."""
    with as_system():
        rows = bulk.reserve_ids(Charge, len(charges))
        made = [one.charge(now) for one in charges]
        for pk, one in zip(rows, made, strict=True):
            one.pk = pk
        bulk.load(Charge, _CHARGE, [tuple(getattr(one, name) for name in _CHARGE) for one in made])
        kind = EntryKind.CHARGE.value
        bulk.load(Entry, _ENTRY, [(uuid4(), one.pk, 1, kind, one.amount_yen, "", "", now, "") for one in made])
        audit.record_many(noted("fees.charged", one, one.amount_yen, by=by, now=now) for one in made)
    return {(one.reference, one.item): one.pk for one in made}


@transaction.atomic
def reduce(*, charge: Charge, amount_yen: int, reason: str, number: UUID, by: Actor, now: datetime) -> Charge:
    """Take whole yen off what is owed, as after a correction; what was paid beyond it goes back.

    The form draws `number`, so that a second press takes nothing more off. `reason` is a code, as in `release`.
    Raises TooMuch.
    """
    with as_system():
        found = locked(charge.pk)
        if Entry.objects.filter(public_id=number).exists():
            return found
        if not 0 < amount_yen <= found.sums.due:
            raise TooMuch
        enter(found, EntryKind.REDUCE, amount_yen, now=now, public_id=number, reason=reason[:300])
        note("fees.reduced", found, amount_yen, by=by, now=now)
        follow_up(found, now=now)
        return found


def _enter_new(charges: Sequence[Charge], *, by: Actor, now: datetime) -> None:
    """The first entry of each, and a line of the trail."""
    first = {"number": 1, "kind": EntryKind.CHARGE.value, "at": now}
    Entry.objects.bulk_create(Entry(charge=one, amount_yen=one.amount_yen, **first) for one in charges)
    audit.record_many(noted("fees.charged", one, one.amount_yen, by=by, now=now) for one in charges)


@transaction.atomic
def release(
    *, references: Collection[str], keep: frozenset[str] = frozenset(), reason: str, by: Actor, now: datetime
) -> None:
    """Nothing more is owed for these references; what was paid goes back, but for the items to `keep`.

    `reason` is a code: the ledger is never emptied, so that no words of a person stand in it.
    """
    with as_system():
        for charge in all_locked(references):
            amount = charge.sums.owed if charge.item in keep else charge.sums.due
            if amount:
                enter(charge, EntryKind.REDUCE, amount, now=now, reason=reason[:300])
                note("fees.reduced", charge, amount, by=by, now=now)
            follow_up(charge, now=now)


@transaction.atomic
def take(*, references: Collection[str]) -> None:
    """Take what was set aside for these references, as soon as a worker comes to it."""
    with as_system():
        holds = Payment.objects.filter(
            charge__reference__among=list(references), state=PaymentState.AUTHORISED
        ).order_by("pk")
        latest = {one.charge_id: one for one in holds}
        jobs.defer_many_by_name(CAPTURE_JOB, [{"number": str(one.public_id)} for one in latest.values()])
