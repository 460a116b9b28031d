"""Days on which public offices rest: national holidays, and the turn of the year.

Weekends are no part of it, because some counters open on Saturdays; the office's own hours say so.
"""

from datetime import date
from functools import lru_cache

import jpholiday

YEAR_END = frozenset({(12, 29), (12, 30), (12, 31), (1, 1), (1, 2), (1, 3)})
"""行政機関の休日に関する法律 第1条第1項第3号; local ordinances follow it (地方自治法 第4条の2)."""


@lru_cache(maxsize=4096)
def holiday_name(day: date) -> str:
    """The name of the national holiday in Japanese (substitute holidays too), or nothing."""
    return jpholiday.is_holiday_name(day) or ""


def is_office_holiday(day: date) -> bool:
    """Whether a public office is closed on this day by law, whatever weekday it is."""
    return (day.month, day.day) in YEAR_END or bool(holiday_name(day))
