"""Booking, confirming, moving and cancelling an appointment."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.audit.entries import Actor
from naniwa.kernel.events import operations as events
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.people.access import Staff
from naniwa.kernel.people.models import Person
from naniwa.library import receipts
from naniwa.services.appointments.events import Cancelled, Moved
from naniwa.services.appointments.models import Booking, Channel, State, Window
from naniwa.services.appointments.operations import seats, telling
from naniwa.services.appointments.queries import links
from naniwa.services.appointments.rules import states
from naniwa.services.appointments.rules.broken import HoldOver, NotNow, TooMany

PREFIX = "YY"
HOLD = timedelta(minutes=30)
"""How long a place is kept for somebody who has yet to open the mail; as long as a link for signing in lasts."""
MOST_TO_COME = 5
"""Appointments that one mail address may have ahead of it, so that nobody hoards a window."""


@dataclass(frozen=True, kw_only=True)
class Visitor:
    """Who comes. Name and kana as typed; `email` in one spelling; one of mail and telephone is given."""

    name: str
    name_kana: str
    email: str = ""
    phone: str = ""
    note: str = ""
    language: str = "ja"


def book(
    *,
    window: Window,
    begins: datetime,
    visitor: Visitor,
    press: UUID,
    person: Person | None,
    origin: str,
    now: datetime,
) -> Booking:
    """Book for a signed-in person; for anybody else hold the place until they open the mail.

    A second press with one number finds the first. Raises NotOffered, Taken, TooMany.
    """
    with as_system():
        if known := _known(press):
            return known
        _check_address(visitor.email, now=now)
        state, until = (State.BOOKED, None) if person else (State.HELD, now + HOLD)
        made = _write(
            window, begins, visitor, press, now=now, state=state, held_until=until, person=person, origin=origin
        )
        if person:
            _settle(made, by=person, now=now)
        else:
            audit.record("appointments.held", by=None, target=made, now=now)
            telling.send(made, "confirm", page=links.CONFIRM, now=now)
        return made


def book_at_counter(
    *, window: Window, begins: datetime, visitor: Visitor, press: UUID, by: Staff, now: datetime
) -> Booking:
    """Book for somebody who came or telephoned, at any time that the window offers. Raises NotOffered, Taken."""
    with as_system():
        if known := _known(press):
            return known
        made = _write(window, begins, visitor, press, now=now, state=State.BOOKED, by=by)
        _settle(made, by=by, now=now)
        return made


def confirm(*, booking: Booking, now: datetime) -> Booking:
    """The mail was opened: the place is theirs. Confirmed again, it stays so. Raises HoldOver."""
    with as_system():
        found = _locked(booking)
        if found.state == State.HELD and found.held_until and found.held_until <= now:
            raise HoldOver
        if found.state == State.CANCELLED:
            raise HoldOver
        if found.state == State.HELD:
            found.state, found.held_until = State.BOOKED, None
            found.save(update_fields=["state", "held_until"])
            _settle(found, by=None, now=now)
        return found


def move(*, booking: Booking, begins: datetime, by: Actor, now: datetime) -> Booking:
    """Come at another time of the same window: the new place is taken before the old one is given back.

    Raises NotNow, NotOffered, Taken.
    """
    with as_system():
        seats.hold_hours_still(booking.window, to_change=False)  # before the row, as who closes a window takes them
        found = _locked(booking)
        if found.starts_at == begins:
            return found
        _check_open(found, now=now)
        before, seat = found.seat, seats.take(found.window, begins, now=now, any_time=isinstance(by, Staff))
        found.seat, found.starts_at, found.ends_at = seat, seat.starts_at, seat.ends_at
        found.sequence += 1
        found.save(update_fields=["seat", "starts_at", "ends_at", "sequence"])
        if before is not None:
            before.delete()
        audit.record("appointments.moved", by=by, target=found, now=now, starts_at=found.starts_at)
        events.emit(Moved(found.reference, found.origin, found.starts_at, found.ends_at), now=now)
        telling.send(found, "moved", method="REQUEST", now=now)
        return found


def cancel(*, booking: Booking, by: Actor, now: datetime) -> Booking:
    """They will not come; cancelled again, it stays so. Raises NotNow."""
    with as_system():
        found = _locked(booking)
        if found.state == State.CANCELLED:
            return found
        _check_open(found, now=now, any_time=isinstance(by, Staff))
        told = found.state == State.BOOKED
        found.state, found.cancelled_at, found.held_until = State.CANCELLED, now, None
        found.sequence += 1
        found.save(update_fields=["sequence"])
        seats.give_back(found)
        audit.record("appointments.cancelled", by=by, target=found, now=now)
        if told:
            events.emit(Cancelled(found.reference, found.origin, by_office=isinstance(by, Staff)), now=now)
            telling.send(found, "called_off" if isinstance(by, Staff) else "cancelled", method="CANCEL", now=now)
        return found


def _known(press: UUID) -> Booking | None:
    """What an earlier press of the same form made; one that is under way is waited for."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"appointments:{press}"])
    return Booking.objects.select_related("window__office", "organisation").filter(press=press).first()


def _check_address(email: str, *, now: datetime) -> None:
    if email:
        ahead = Booking.objects.filter(email=email, state__in=states.TO_COME, starts_at__gt=now)
        if ahead.exclude(state=State.HELD, held_until__lte=now).count() >= MOST_TO_COME:
            raise TooMany


def _check_open(booking: Booking, *, now: datetime, any_time: bool = False) -> None:
    if not states.may_change(booking.state) or (booking.starts_at <= now and not any_time):
        raise NotNow


def _locked(booking: Booking) -> Booking:
    bookings = Booking.objects.select_for_update(of=("self",))
    return bookings.select_related("window__office", "organisation", "person", "seat").get(pk=booking.pk)


@transaction.atomic
def _write(
    window: Window,
    begins: datetime,
    visitor: Visitor,
    press: UUID,
    *,
    now: datetime,
    state: State,
    held_until: datetime | None = None,
    person: Person | None = None,
    by: Staff | None = None,
    origin: str = "",
) -> Booking:
    seat = seats.take(window, begins, now=now, any_time=by is not None)
    return Booking.objects.create(
        organisation=window.organisation,
        person=person,
        reference=receipts.new(PREFIX),
        press=press,
        window=window,
        seat=seat,
        starts_at=seat.starts_at,
        ends_at=seat.ends_at,
        state=state,
        held_until=held_until,
        channel=Channel.COUNTER if by else Channel.WEB,
        made_by=by.person if by else None,
        made_at=now,
        origin=origin,
        **vars(visitor),
    )


def _settle(booking: Booking, *, by: Actor, now: datetime) -> None:
    """It is certain from now on: said in the record, to the platform, and to the person."""
    audit.record("appointments.booked", by=by, target=booking, now=now, starts_at=booking.starts_at)
    telling.tell_booked(booking, now=now)
    telling.send(booking, "booked", method="REQUEST", now=now)
