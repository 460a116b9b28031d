"""What a form of ours carries back unread: a moment or a day, or None where somebody changed it."""

from datetime import date, datetime

from django.utils.dateparse import parse_date, parse_datetime
from django.utils.timezone import is_aware


def parse_moment(given: str) -> datetime | None:
    """A moment with its time zone."""
    try:
        found = parse_datetime(given)
    except ValueError:
        return None
    return found if found and is_aware(found) else None


def parse_day(given: str) -> date | None:
    """A day that has a morrow."""
    try:
        found = parse_date(given)
    except ValueError:
        return None
    return found if found and found < date.max else None
