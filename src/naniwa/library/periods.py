"""Windows of time in Osaka: from a moment until just before another."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Self
from zoneinfo import ZoneInfo

TOKYO = ZoneInfo("Asia/Tokyo")


class EmptyPeriod(ValueError):
    """It ends before it begins, or a moment lacks its time zone."""


@dataclass(frozen=True, slots=True)
class Period:
    """Half-open: `begins` is inside, `ends` is not; None is without end."""

    begins: datetime
    ends: datetime | None = None

    def __post_init__(self) -> None:
        moments = [moment for moment in (self.begins, self.ends) if moment is not None]
        if any(moment.tzinfo is None for moment in moments) or (self.ends is not None and self.ends <= self.begins):
            raise EmptyPeriod(f"{self.begins} - {self.ends}")

    @classmethod
    def of_days(cls, first: date, last: date | None = None) -> Self:
        """Both days whole, in Tokyo's time: an application may arrive at 23:59 on the last."""
        return cls(start_of(first), start_of(last + timedelta(days=1)) if last else None)

    def __contains__(self, moment: datetime) -> bool:
        return self.begins <= moment and (self.ends is None or moment < self.ends)

    def overlaps(self, other: Self) -> bool:
        starts_in_time = self.ends is None or other.begins < self.ends
        return starts_in_time and (other.ends is None or self.begins < other.ends)


def days_between(first: date, last: date) -> int:
    """Days from one to the other; negative where the other comes first."""
    return (last - first).days


def years_between(first: date, last: date) -> int:
    """Whole years that have passed, so an age on a day; negative where the other day comes first.

    A birthday counts as its own day; that of 29 February falls on 1 March in other years (Civil Code, art. 143).
    """
    if last < first:
        return -years_between(last, first)
    return last.year - first.year - ((last.month, last.day) < (first.month, first.day))


def start_of(day: date) -> datetime:
    """Midnight in Tokyo, at which the day begins."""
    return datetime.combine(day, time(), TOKYO)


def day_of(moment: datetime) -> date:
    """The date on an office clock in Osaka."""
    return moment.astimezone(TOKYO).date()


def kept_if_closed_since(today: date, *, years: int) -> date:
    """The first closing day of what is still kept today, where it is kept for years; what closed before is over.

    As Civil Code art. 140 and 143 count years: the closing day is not counted, and where the last month lacks the
    day (29 February), the period ends with that month.
    """
    try:
        return today.replace(year=today.year - years)
    except ValueError:
        return date(today.year - years, 3, 1)
