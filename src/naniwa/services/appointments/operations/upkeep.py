"""What happens by the clock: reminders, holds that ran out, and what is kept no longer."""

from datetime import datetime, timedelta

from django.db import transaction

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.audit.entries import Entry
from naniwa.kernel.notifications.operations.erasing import erase
from naniwa.library.periods import day_of, start_of
from naniwa.services.appointments.models import Booking, State
from naniwa.services.appointments.operations import seats, telling

KEPT = timedelta(days=90)
"""How long after its day a booking still says who came."""
AT_ONCE = 500


@transaction.atomic
def remind(*, now: datetime) -> int:
    """Write to everybody who comes tomorrow, once however often this runs. Run as the system. Returns how many."""
    begins = start_of(day_of(now) + timedelta(days=1))
    coming = Booking.objects.filter(
        state=State.BOOKED, starts_at__gte=begins, starts_at__lt=begins + timedelta(days=1)
    ).exclude(email="")
    told = coming.select_related("window__office", "organisation", "person")
    for booking in told:
        telling.send(booking, "reminder", now=now)
    return len(told)


@transaction.atomic
def lapse_held(*, now: datetime) -> int:
    """Give back the places of those who did not confirm. Run as the system. Returns how many."""
    over = Booking.objects.filter(state=State.HELD, held_until__lte=now).select_related("seat")
    lapsed = list(over.select_for_update(skip_locked=True, of=("self",))[:AT_ONCE])
    for booking in lapsed:
        seats.lapse(booking, now=now)
    return len(lapsed)


@transaction.atomic
def erase_old(*, now: datetime) -> int:
    """Empty who came from bookings long over, and delete their mails; times and outcomes stay for counting.

    Run as the system. Returns how many; at most a set at a time.
    """
    over = Booking.objects.filter(ends_at__lt=now - KEPT, erased_at=None).order_by("ends_at")
    erased = list(over.select_for_update(skip_locked=True)[:AT_ONCE])
    erase([booking.reference for booking in erased])
    Booking.objects.filter(pk__in=[booking.pk for booking in erased]).update(
        name="", name_kana="", email="", phone="", note="", person=None, erased_at=now
    )
    audit.record_many(Entry(action="appointments.erased", by=None, target=one, now=now) for one in erased)
    return len(erased)
