"""Days on which somebody works: no weekend, no public holiday, none of the days at the turn of the year."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import jpholiday

SATURDAY = 5
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class OpenDays:
    """`closed` are months and days on which it is shut every year beside weekends and holidays."""

    closed: frozenset[tuple[int, int]]

    def __contains__(self, day: date) -> bool:
        return (day.month, day.day) not in self.closed and not _at_rest(day)

    def on_or_after(self, day: date) -> date:
        """Return the day itself or the next open day."""
        while day not in self:
            day += ONE_DAY
        return day

    def after(self, day: date, days: int = 1) -> date:
        """Return the n-th open day after."""
        for _ in range(days):
            day = self.on_or_after(day + ONE_DAY)
        return day


@lru_cache(maxsize=4096)
def _at_rest(day: date) -> bool:
    return day.weekday() >= SATURDAY or jpholiday.is_holiday(day)
