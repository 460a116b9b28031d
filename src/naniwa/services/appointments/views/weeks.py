"""A week of free times as pages show it, with the way to the weeks beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from naniwa.library.periods import day_of
from naniwa.services.appointments.models import Window
from naniwa.services.appointments.queries import offering

DAYS = 7


@dataclass(frozen=True, slots=True)
class Week:
    """`earlier` and `later` are the first days of the weeks beside it, none where nothing can be booked."""

    days: Sequence[offering.Day]
    earlier: date | None
    later: date | None

    @property
    def any(self) -> bool:
        return any(day.free for day in self.days)


def week(window: Window, first: date, *, now: datetime) -> Week:
    """The week from a day on, kept within the days that can be booked."""
    today = day_of(now)
    last = today + timedelta(days=window.days_ahead)
    first = min(max(first, today), last)
    count = min(DAYS, (last - first).days + 1)
    earlier = max(first - timedelta(days=DAYS), today) if first > today else None
    later = first + timedelta(days=DAYS) if first + timedelta(days=DAYS) <= last else None
    return Week(offering.days(window, first, count, now=now), earlier, later)
