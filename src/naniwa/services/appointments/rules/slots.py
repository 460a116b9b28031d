"""The times that a window offers: its weekly hours cut into appointments, without holidays and closures."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from naniwa.library.holidays import is_office_holiday
from naniwa.library.periods import TOKYO, Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """Weekly hours: `weekday` as in `date.weekday()` (0 is Monday), half-open times in Japan.

    `minutes` is the length of one appointment, `capacity` how many people are received at once. `until` is the last
    day on which they hold, none while they last.
    """

    weekday: int
    begins: time
    ends: time
    minutes: int
    capacity: int
    since: date
    until: date | None = None
    on_holidays: bool = False

    def holds_on(self, day: date) -> bool:
        in_force = self.since <= day and (self.until is None or day <= self.until)
        return in_force and day.weekday() == self.weekday and (self.on_holidays or not is_office_holiday(day))

    def meets(self, other: "Hours") -> bool:
        """Whether both would cover the same time of some day."""
        days = (self.until is None or other.since <= self.until) and (other.until is None or self.since <= other.until)
        return days and self.weekday == other.weekday and self.begins < other.ends and other.begins < self.ends


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """One time at which a window receives up to `capacity` people."""

    begins: datetime
    ends: datetime
    capacity: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Booking:
    """How long before its beginning a time can be booked at the latest, and how many days ahead at the earliest."""

    notice: timedelta
    days_ahead: int

    def allows(self, slot: Slot, *, now: datetime) -> bool:
        last_day = now.astimezone(TOKYO).date() + timedelta(days=self.days_ahead)
        return now + self.notice <= slot.begins and slot.begins.astimezone(TOKYO).date() <= last_day


def slots_on(day: date, hours: Iterable[Hours], closures: Sequence[Period] = ()) -> list[Slot]:
    """The times of one day in their order; a closure takes away every time that it touches."""
    found = (slot for one in hours if one.holds_on(day) for slot in _cut(day, one))
    return sorted(
        slot for slot in found if not any(closed.overlaps(Period(slot.begins, slot.ends)) for closed in closures)
    )


def _cut(day: date, hours: Hours) -> Iterator[Slot]:
    """Whole appointments only; what is left at the end of the hours is too short for one."""
    step = timedelta(minutes=hours.minutes)
    at, last = datetime.combine(day, hours.begins, TOKYO), datetime.combine(day, hours.ends, TOKYO)
    while at + step <= last:
        yield Slot(at, at + step, hours.capacity)
        at += step
