"""Taking money at a counter, and giving it back there."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from naniwa.kernel.audit.entries import Actor
from naniwa.kernel.fees.errors import NothingOwed, TooMuch
from naniwa.kernel.fees.models import COUNTER_WAYS, Charge, Entry, EntryKind, Way
from naniwa.kernel.fees.operations.cashing_up import check_open
from naniwa.kernel.fees.operations.entering import enter, locked, note
from naniwa.kernel.fees.operations.following import follow_up
from naniwa.kernel.people.access import Staff
from naniwa.library.periods import day_of


@transaction.atomic
def receive(*, charge: Charge, way: str, counter: str, number: UUID, by: Actor, now: datetime) -> Entry:
    """Take all that is owed; the form draws `number`, so that a second press takes nothing.

    Raises NothingOwed, AlreadyClosed.
    """
    charge = locked(charge.pk)
    if (taken := Entry.objects.filter(public_id=number).first()) is not None:
        return taken
    if charge.sums.owed == 0:
        raise NothingOwed
    check_open(charge.organisation, counter, day_of(now))
    return _enter(charge, EntryKind.PAY, charge.sums.owed, way=way, counter=counter, number=number, by=by, now=now)


@transaction.atomic
def give_back(*, charge: Charge, way: str, counter: str, number: UUID, by: Actor, now: datetime) -> Entry:
    """Give back what was paid too much, as far as it came by counters or slips. Raises TooMuch, AlreadyClosed."""
    charge = locked(charge.pk)
    if (given := Entry.objects.filter(public_id=number).first()) is not None:
        return given
    amount = min(charge.sums.excess, kept_at_counters(charge))
    if amount <= 0:
        raise TooMuch
    check_open(charge.organisation, counter, day_of(now))
    return _enter(charge, EntryKind.REFUND, amount, way=way, counter=counter, number=number, by=by, now=now)


def kept_at_counters(charge: Charge) -> int:
    """What was paid at counters or by slip, and not given back there, in yen."""
    moved = Entry.objects.filter(charge=charge, way__in=(*COUNTER_WAYS, Way.SLIP))
    signs = {EntryKind.PAY.value: 1, EntryKind.REFUND.value: -1}
    return sum(signs[kind] * yen for kind, yen in moved.values_list("kind", "amount_yen"))


def _enter(
    charge: Charge, kind: EntryKind, amount: int, *, way: str, counter: str, number: UUID, by: Actor, now: datetime
) -> Entry:
    person = by.person if isinstance(by, Staff) else by
    made = enter(charge, kind, amount, now=now, public_id=number, way=way, counter=counter, by=person)
    note("fees.taken" if kind == EntryKind.PAY else "fees.given_back", charge, amount, by=by, now=now, way=way)
    follow_up(charge, now=now)
    return made
