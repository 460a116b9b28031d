"""What anybody may see: offices, what their windows are for, and which times are free. Nobody's name is in it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from naniwa.kernel.organisations.isolation import as_system
from naniwa.library.holidays import holiday_name
from naniwa.library.names import search_form
from naniwa.library.periods import TOKYO, Period, day_of, start_of
from naniwa.services.appointments.models import Booking, Closure, Hours, Office, Seat, Window
from naniwa.services.appointments.rules import slots

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Free:
    """A time with how many places are left at it."""

    slot: slots.Slot
    left: int

    @property
    def at(self) -> str:
        """As it stands in an address: `2026-11-09T09:30` in Japan."""
        return written(self.slot.begins)


@dataclass(frozen=True, slots=True)
class Day:
    """`holiday` and `closed` say why there may be none."""

    day: date
    free: Sequence[Free]
    holiday: str
    closed: str


def written(moment: datetime) -> str:
    return f"{moment.astimezone(TOKYO):%Y-%m-%dT%H:%M}"


def offices(words: str = "") -> list[Office]:
    """Those that take bookings, by organisation; with words, where name or address have them all."""
    with as_system():
        found = Office.objects.filter(closed_at=None, windows__closed_at=None, windows__isnull=False)
        every = list(found.distinct().select_related("organisation").order_by("organisation__code", "name"))
    wanted = [search_form(word) for word in words.split()]
    return [one for one in every if all(word in _searched(one) for word in wanted)]


def _searched(office: Office) -> str:
    body = office.organisation
    return search_form(f"{office.name} {office.name_en} {office.address} {body.name} {body.name_kana} {body.name_en}")


def office(number: UUID) -> Office | None:
    with as_system():
        return Office.objects.select_related("organisation").filter(public_id=number, closed_at=None).first()


def windows(of: Office) -> list[Window]:
    with as_system():
        return list(of.windows.filter(closed_at=None).order_by("pk"))


def window(number: UUID) -> Window | None:
    with as_system():
        found = Window.objects.select_related("office", "organisation")
        return found.filter(public_id=number, closed_at=None, office__closed_at=None).first()


def days(of: Window, first: date, count: int, *, now: datetime) -> list[Day]:
    """Every day with its free times, as somebody may book them now."""
    rule = slots.Booking(notice=timedelta(minutes=of.notice_minutes), days_ahead=of.days_ahead)
    found = []
    for day in offered(of, first, count, now=now):
        free = [one for one in day.free if one.left > 0 and rule.allows(one.slot, now=now)]
        found.append(Day(day.day, free, day.holiday, day.closed))
    return found


def offered(of: Window, first: date, count: int, *, now: datetime) -> list[Day]:
    """Every day with all its times, full ones too, whoever may book them."""
    begins, ends = start_of(first), start_of(first + count * ONE_DAY)
    with as_system():
        hours = [one.rule for one in Hours.objects.filter(window=of)]
        closures = list(_closures(of, begins, ends))
        seats = _taken(of, begins, ends, now=now)
    wanted = [first + number * ONE_DAY for number in range(count)]
    return [_day(day, hours, closures, seats) for day in wanted]


def found(of: Window, begins: datetime, *, now: datetime, any_time: bool = False) -> slots.Slot | None:
    """The time that begins then, full or not; with `any_time` also one that people cannot book themselves any more."""
    rule = slots.Booking(notice=timedelta(minutes=of.notice_minutes), days_ahead=of.days_ahead)
    slot = next((one for one in _slots(of, day_of(begins)) if one.begins == begins), None)
    return slot if slot and (any_time or rule.allows(slot, now=now)) else None


def _slots(of: Window, day: date) -> list[slots.Slot]:
    """The times of a day, whoever has taken them: many ask for them at once, so nobody's place is read."""
    with as_system():
        hours = [one.rule for one in Hours.objects.filter(window=of)]
        closures = _closures(of, start_of(day), start_of(day + ONE_DAY))
    return slots.slots_on(day, hours, [Period(one.starts_at, one.ends_at) for one in closures])


def first_free(of: Window, *, now: datetime) -> Free | None:
    """The next time that can be booked."""
    found = days(of, day_of(now), of.days_ahead + 1, now=now)
    return next((free for day in found for free in day.free), None)


def _closures(of: Window, begins: datetime, ends: datetime) -> Sequence[Closure]:
    found = Closure.objects.filter(office=of.office_id, starts_at__lt=ends, ends_at__gt=begins)
    return [one for one in found if one.window_id in {None, of.pk}]


def _taken(of: Window, begins: datetime, ends: datetime, *, now: datetime) -> list[tuple[datetime, datetime, int]]:
    """(begin, end, place) of what is taken; a place whose holder waited too long is free again."""
    seats = Seat.objects.filter(window=of, starts_at__lt=ends, ends_at__gt=begins)
    lapsed = Booking.objects.filter(window=of, state="held", held_until__lte=now).values_list("seat_id", flat=True)
    return list(seats.exclude(pk__in=list(lapsed)).values_list("starts_at", "ends_at", "number"))


def _day(
    day: date,
    hours: Sequence[slots.Hours],
    closures: Sequence[Closure],
    seats: Sequence[tuple[datetime, datetime, int]],
) -> Day:
    closed = [Period(one.starts_at, one.ends_at) for one in closures]
    begins, ends = start_of(day), start_of(day + ONE_DAY)
    here = [one for one in closures if one.starts_at < ends and begins < one.ends_at]
    taken = [one for one in seats if one[0] < ends and begins < one[1]]
    free = [Free(slot, slot.capacity - _in(slot, taken)) for slot in slots.slots_on(day, hours, closed)]
    return Day(day, free, holiday_name(day), next((one.why for one in here if one.why), ""))


def _in(slot: slots.Slot, seats: Sequence[tuple[datetime, datetime, int]]) -> int:
    """How many of its places are taken, by whatever overlaps it."""
    numbers = Counter(number for begins, ends, number in seats if begins < slot.ends and slot.begins < ends)
    return sum(number < slot.capacity for number in numbers)
