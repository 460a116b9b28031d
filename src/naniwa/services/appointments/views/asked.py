"""Reading what a request asks for: days, times and numbers, none of which may be believed."""

from datetime import date, datetime

from django.http import HttpRequest
from django.utils.dateparse import parse_date, parse_datetime

from naniwa.kernel.events import origins
from naniwa.library.periods import TOKYO

ORIGIN = "appointments_origin"
EARLIEST, LATEST = date(2000, 1, 1), date(2100, 1, 1)


def day_in(text: str) -> date | None:
    """`2026-11-09`, within a century that no reckoning overflows in."""
    try:
        found = parse_date(text)
    except ValueError:
        return None
    return found if found and EARLIEST <= found < LATEST else None


def moment_in(text: str) -> datetime | None:
    """`2026-11-09T09:30` on a clock in Japan."""
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    if found is None or found.tzinfo is not None or not EARLIEST <= found.date() < LATEST:
        return None
    return found.replace(tzinfo=TOKYO)


def keep_origin(request: HttpRequest) -> None:
    """Remember the word of the service that led here, until an appointment is booked."""
    if (carried := request.GET.get("origin", "")) and (origin := origins.read(carried)):
        request.session[ORIGIN] = origin
