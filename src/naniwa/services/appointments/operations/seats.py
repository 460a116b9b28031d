"""Taking a place, so that however many press at once nobody has it twice, and giving it back."""

import random
from datetime import datetime

from django.db import connection

from naniwa.kernel.audit import operations as audit
from naniwa.services.appointments.models import Booking, Seat, State, Window
from naniwa.services.appointments.queries import offering
from naniwa.services.appointments.rules.broken import NotOffered, Taken
from naniwa.services.appointments.rules.slots import Slot

_LOCK = 2026_1129
"""Number of our kind among advisory locks: hours of a window stand still while somebody books by them."""


def take(window: Window, begins: datetime, *, now: datetime, any_time: bool = False) -> Seat:
    """A place at the time that begins then. Raises NotOffered, Taken.

    Run as the system. Places that seem free are tried in random order, as many may be trying; the exclusion
    constraint decides, and whoever comes second goes on to the next.
    """
    hold_hours_still(window, to_change=False)
    slot = offering.found(window, begins, now=now, any_time=any_time)
    if slot is None:
        raise NotOffered
    free_lapsed(window, slot, now=now)
    numbers = list(set(range(slot.capacity)) - _taken(window, slot))
    random.shuffle(numbers)
    for number in numbers:
        if seat := _insert(window, slot, number):
            return seat
    raise Taken


def give_back(booking: Booking) -> None:
    """The caller saves the booking in a state that needs no place, or with another one."""
    seat, booking.seat = booking.seat, None
    booking.save(update_fields=["seat", "state", "cancelled_at", "held_until"])
    if seat is not None:
        seat.delete()


def free_lapsed(window: Window, slot: Slot, *, now: datetime) -> None:
    """Whoever did not confirm in time loses the place to whoever wants it now, before the job comes by."""
    lapsed = Booking.objects.filter(window=window, state=State.HELD, held_until__lte=now)
    touching = lapsed.filter(starts_at__lt=slot.ends, ends_at__gt=slot.begins)
    for booking in touching.select_for_update(skip_locked=True, of=("self",)).select_related("seat"):
        lapse(booking, now=now)


def lapse(booking: Booking, *, now: datetime) -> None:
    booking.state, booking.cancelled_at, booking.held_until = State.CANCELLED, now, None
    give_back(booking)
    audit.record("appointments.lapsed", by=None, target=booking, now=now)


def hold_hours_still(window: Window, *, to_change: bool) -> None:
    """Until the transaction ends: many may book at once, and nobody changes hours or closes meanwhile."""
    lock = "pg_advisory_xact_lock" if to_change else "pg_advisory_xact_lock_shared"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {lock}(%s, %s)", [_LOCK, window.office_id])


def _taken(window: Window, slot: Slot) -> set[int]:
    seats = Seat.objects.filter(window=window, starts_at__lt=slot.ends, ends_at__gt=slot.begins)
    return set(seats.values_list("number", flat=True))


def _insert(window: Window, slot: Slot, number: int) -> Seat | None:
    """INSERT ... ON CONFLICT DO NOTHING; whether it was ours is asked by the number that we drew."""
    seat = Seat(
        organisation_id=window.organisation_id, window=window, number=number, starts_at=slot.begins, ends_at=slot.ends
    )
    Seat.objects.bulk_create([seat], ignore_conflicts=True)
    return seat if Seat.objects.filter(pk=seat.pk).exists() else None
