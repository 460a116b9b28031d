"""Days on which banks move money: no weekend, no holiday, none of 31 December to 3 January (銀行法施行令 第5条)."""

from datetime import date, timedelta
from functools import lru_cache

import jpholiday

YEAR_END = {(12, 31), (1, 1), (1, 2), (1, 3)}
SATURDAY = 5
ONE_DAY = timedelta(days=1)


@lru_cache(maxsize=4096)
def is_banking_day(day: date) -> bool:
    return day.weekday() < SATURDAY and (day.month, day.day) not in YEAR_END and not jpholiday.is_holiday(day)


def on_or_after(day: date) -> date:
    """Return the day itself or the next banking day."""
    while not is_banking_day(day):
        day += ONE_DAY
    return day


def after(day: date, days: int = 1) -> date:
    """Return the n-th banking day after."""
    for _ in range(days):
        day = on_or_after(day + ONE_DAY)
    return day
