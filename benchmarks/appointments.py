"""Fifty writers press for the places of one window at the same moment, over connections of their own.

Each place is wanted twice over, so that half of the presses must be refused. Bar: no place is given twice, none stays
empty, and nothing fails. Bookings a second are recorded.
"""

import random
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier
from typing import TYPE_CHECKING
from uuid import uuid4

from benchmarks.support import database, report

if TYPE_CHECKING:
    from naniwa.services.appointments.models import Window

WRITERS, PLACES = 50, 3_000
DAYS = 10


def main() -> None:
    with database():
        window, now, wanted = _prepare()
        seconds, told = _press(window, now, wanted)
        double, kept = _counted()
    figures = {
        "writers": WRITERS,
        "presses": len(wanted),
        "booked": told["booked"],
        "refused": told["taken"],
        "bookings_per_second": round(told["booked"] / seconds, 1),
        "presses_per_second": round(len(wanted) / seconds, 1),
        "double": double,
        "failed": sum(count for what, count in told.items() if what not in {"booked", "taken"}),
    }
    ok = double == 0 and kept == PLACES == told["booked"] and figures["failed"] == 0
    report("appointments", figures, bar={"double": 0, "booked": PLACES, "failed": 0}, ok=ok)


def _prepare() -> tuple["Window", datetime, list[datetime]]:
    """A window with `PLACES` places on ten days, and every place wanted twice, in random order."""
    from datetime import time as clock

    from django.utils import timezone

    from naniwa.library.periods import day_of
    from naniwa.services.appointments.queries import offering
    from naniwa.services.appointments.tests import counter

    now = timezone.now()
    rules = [
        counter.hours(
            day, begins=clock(9), ends=clock(14), minutes=10, capacity=10, since=day_of(now), on_holidays=True
        )
        for day in range(7)
    ]
    window = counter.window(counter.lead(), *rules, now=now)
    days = offering.days(window, day_of(now) + timedelta(days=1), DAYS, now=now)
    wanted = [free.slot.begins for day in days for free in day.free for _ in range(2 * free.left)]
    assert len(wanted) == 2 * PLACES, len(wanted)
    random.shuffle(wanted)
    return window, now, wanted


def _press(window: "Window", now: datetime, wanted: list[datetime]) -> tuple[float, Counter[str]]:
    """Seconds from the first press to the last answer, and what came of each."""
    from django.db import connection

    line, parts = Barrier(WRITERS + 1), [wanted[at::WRITERS] for at in range(WRITERS)]

    def writer(part: list[datetime]) -> Counter[str]:
        try:
            connection.ensure_connection()
            line.wait(timeout=120)
            return Counter(_book(window, begins, now) for begins in part)
        finally:
            connection.close()

    with ThreadPoolExecutor(WRITERS) as pool:
        running = [pool.submit(writer, part) for part in parts]
        line.wait(timeout=120)
        started = time.monotonic()
        told = sum((one.result() for one in running), Counter())
    return time.monotonic() - started, told


def _book(window: "Window", begins: datetime, now: datetime) -> str:
    from naniwa.services.appointments.operations import booking
    from naniwa.services.appointments.rules.broken import Taken

    visitor = booking.Visitor(name="見本 太郎", name_kana="ミホン タロウ", email=f"{uuid4().hex[:12]}@example.jp")
    try:
        booking.book(window=window, begins=begins, visitor=visitor, press=uuid4(), person=None, origin="", now=now)
    except Taken:
        return "taken"
    except Exception as error:  # noqa: BLE001 - counted by its kind
        return type(error).__name__
    return "booked"


def _counted() -> tuple[int, int]:
    """(places given twice, places given), asked of the database by hand and not of the constraint."""
    from django.db import connection

    from naniwa.kernel.organisations.isolation import as_system

    with as_system(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM appointments_seat a JOIN appointments_seat b ON a.window_id = b.window_id"
            " AND a.number = b.number AND a.id < b.id AND a.starts_at < b.ends_at AND b.starts_at < a.ends_at"
        )
        double = cursor.fetchone()
        cursor.execute("SELECT count(*) FROM appointments_booking WHERE state <> 'cancelled'")
        kept = cursor.fetchone()
    return (double or (0,))[0], (kept or (0,))[0]


if __name__ == "__main__":
    main()
