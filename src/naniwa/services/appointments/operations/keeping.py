"""Offices, windows, their weekly hours and closures: kept by those who lead."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.people.access import Staff
from naniwa.services.appointments.models import Booking, Closure, Hours, Office, Window
from naniwa.services.appointments.operations import booking as bookings
from naniwa.services.appointments.operations import seats
from naniwa.services.appointments.queries import desk
from naniwa.services.appointments.rules import slots
from naniwa.services.appointments.rules.broken import NoName, NoTime, NotYours, Overlapping
from naniwa.services.appointments.service import LEADS


@transaction.atomic
def keep_office(*, number: UUID, fields: dict[str, str], by: Staff, now: datetime) -> Office:
    """Add or change an office under its number. Raises NotYours, NoName."""
    _check(by, fields)
    office, made = Office.objects.get_or_create(
        public_id=number, organisation=by.organisation, defaults={"name": fields["name"]}
    )
    _keep(office, fields)
    audit.record("appointments.office_kept", by=by, target=office, now=now, name=office.name, new=made)
    return office


@transaction.atomic
def keep_window(*, office: Office, number: UUID, fields: dict[str, str], by: Staff, now: datetime) -> Window:
    """Add or change a window under its number. Raises NotYours, NoName."""
    _check(by, fields)
    _own(office, by)
    window, made = Window.objects.get_or_create(
        public_id=number, organisation=by.organisation, office=office, defaults={"name": fields["name"]}
    )
    _keep(window, fields)
    audit.record("appointments.window_kept", by=by, target=window, now=now, name=window.name, new=made)
    return window


@transaction.atomic
def add_hours(*, window: Window, number: UUID, rule: slots.Hours, by: Staff, now: datetime) -> Hours:
    """Offer more times from a day on; a second press with one number finds the first.

    Raises NotYours, NoTime, Overlapping.
    """
    _own(window, by)
    seats.hold_hours_still(window, to_change=True)
    if known := Hours.objects.filter(public_id=number, window=window).first():
        return known
    if rule.begins >= rule.ends or not slots.slots_on(_a_day(rule), [_always(rule)]):
        raise NoTime
    if any(rule.meets(other.rule) for other in window.hours.all()):
        raise Overlapping
    made = Hours.objects.create(
        public_id=number,
        organisation=window.organisation,
        window=window,
        weekday=rule.weekday,
        begins=rule.begins,
        ends=rule.ends,
        minutes=rule.minutes,
        capacity=rule.capacity,
        since=rule.since,
        until=rule.until,
        on_holidays=rule.on_holidays,
    )
    audit.record("appointments.hours_added", by=by, target=made, now=now, window=window.name, hours=str(made))
    return made


@transaction.atomic
def end_hours(*, hours: Hours, last: date, by: Staff, now: datetime) -> None:
    """Offer these times up to a day and no longer; who has booked keeps the booking. Raises NotYours."""
    _own(hours, by)
    seats.hold_hours_still(hours.window, to_change=True)
    if last < hours.since:
        hours.delete()
    else:
        hours.until = last
        hours.save(update_fields=["until"])
    audit.record("appointments.hours_ended", by=by, target=hours, now=now, last=last)


@transaction.atomic
def close(
    *, window: Window, whole_office: bool, number: UUID, starts_at: datetime, ends_at: datetime, words: tuple[str, str],
    cancel: bool, by: Staff, now: datetime
) -> Closure:  # fmt: skip
    """Receive nobody for a while; `words` say why in ja and en. With `cancel`, whoever has booked then is told.

    A second press with one number finds the first. Raises NotYours, NoTime.
    """
    _own(window, by)
    seats.hold_hours_still(window, to_change=True)
    if known := Closure.objects.filter(public_id=number, office=window.office).first():
        return known
    if ends_at <= starts_at:
        raise NoTime
    made = Closure.objects.create(
        public_id=number,
        organisation=window.organisation,
        office=window.office,
        window=None if whole_office else window,
        starts_at=starts_at,
        ends_at=ends_at,
        reason=words[0],
        reason_en=words[1],
    )
    audit.record("appointments.closed", by=by, target=made, now=now, starts_at=starts_at, ends_at=ends_at)
    for booking in touched(made) if cancel else ():
        bookings.cancel(booking=booking, by=by, now=now)
    return made


def touched(closure: Closure) -> list[Booking]:
    """Bookings to come that lie in a closure."""
    ids = [closure.window_id] if closure.window_id else list(closure.office.windows.values_list("pk", flat=True))
    return desk.within(ids, closure.starts_at, closure.ends_at)


@transaction.atomic
def reopen(*, closure: Closure, by: Staff, now: datetime) -> None:
    """Receive people after all. Raises NotYours."""
    _own(closure, by)
    audit.record("appointments.reopened", by=by, target=closure, now=now, starts_at=closure.starts_at)
    closure.delete()


def _a_day(rule: slots.Hours) -> date:
    """Some day of the weekday."""
    return date(2001, 1, 1 + rule.weekday)


def _always(rule: slots.Hours) -> slots.Hours:
    return slots.Hours(
        weekday=rule.weekday,
        begins=rule.begins,
        ends=rule.ends,
        minutes=rule.minutes,
        capacity=rule.capacity,
        since=date.min,
        on_holidays=True,
    )


def _check(by: Staff, fields: dict[str, str]) -> None:
    if not by.may(*LEADS):
        raise NotYours
    if not fields["name"].strip():
        raise NoName


def _own(thing: Office | Window | Hours | Closure, by: Staff) -> None:
    if not by.may(*LEADS) or thing.organisation_id != by.organisation.pk:
        raise NotYours


def _keep(thing: Office | Window, fields: dict[str, str]) -> None:
    for name, value in fields.items():
        setattr(thing, name, value)
    thing.save(update_fields=list(fields))
