"""Charging what is owed, and letting go of it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from naniwa.kernel import jobs
from naniwa.kernel.audit import operations as audit
from naniwa.kernel.audit.entries import Actor
from naniwa.kernel.fees.models import Capture, Charge, Entry, EntryKind, Kind, Payment
from naniwa.kernel.fees.operations.entering import all_locked, enter, note, noted
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
