"""One day gone while others are written: key, rows, receipt. Bar: 1 s for the whole, and no writer waits longer.

Twelve writers check in on today's partition all the time, in batches as the site does. The day that goes holds as many
check-ins as a full one (ROWS, 7 million unless given).
"""

import os
import time
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from multiprocessing import get_context
from multiprocessing.synchronize import Barrier, Event
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import psycopg

from benchmarks.support import database, report
from naniwa.cli.database import APPLICATION, set_up
from naniwa.library.postgres import Server

if TYPE_CHECKING:
    from naniwa.services.check_ins.operations.checking_in import Place

ROWS, WRITERS, PROCESSES, BATCH = int(os.environ.get("ROWS", "7000000")), 12, 2, 16
BAR = {"forget_s": 1, "longest_wait_s": 1}
FILL = """
INSERT INTO check_ins_checkin (day, subject, press, venue, at, sealed, language)
SELECT %(day)s, decode(md5(n::text), 'hex'), gen_random_uuid(), gen_random_uuid(), now(),
    decode(repeat('00', 152), 'hex'), 'ja' FROM generate_series(1, %(rows)s) n
"""
_here: dict[str, Any] = {}
"""In a process that writes: when to begin and when to end."""


def main() -> None:
    now = datetime.now(UTC)
    gone = (now - timedelta(days=70)).date()
    with database() as server:
        _fill(server, gone, now)
        seconds, waits, written = _forget(server, gone, now)
    longest = max(waits)
    figures: dict[str, Any] = {
        "rows": ROWS,
        "forget_s": round(seconds, 3),
        "longest_wait_s": round(longest, 3),
        "check_ins_meanwhile": written,
    }
    ok = seconds <= BAR["forget_s"] and longest <= BAR["longest_wait_s"]
    report("forget", figures, bar=BAR, ok=ok)


def _fill(server: Server, gone: date, now: datetime) -> None:
    from naniwa.services.check_ins.operations import checking_in, forgetting
    from naniwa.services.check_ins.secrecy import days
    from naniwa.services.check_ins.tests import places

    places.with_key(now)
    days.to_write(gone)
    checking_in.open_days({gone, *checking_in.today_and_tomorrow(now)}, now=now)
    with psycopg.connect(server.url("postgres"), autocommit=True) as connection:
        connection.execute("SET synchronous_commit = off")
        connection.execute(FILL, {"day": gone, "rows": ROWS})
        connection.execute("CHECKPOINT")
        connection.execute("VACUUM ANALYZE check_ins_checkin")  # as autovacuum did when the day was over
    forgetting.count_over(now=now)  # as each night


def _forget(server: Server, gone: date, now: datetime) -> tuple[float, list[float], int]:
    """Seconds that forgetting took, seconds of each batch written meanwhile, and check-ins in them.

    Writers are processes of their own, as web processes are.
    """
    from django.utils import timezone

    from naniwa.services.check_ins.operations import checking_in, forgetting
    from naniwa.services.check_ins.tests import places

    place, key = checking_in.Place.of(places.venue(now=now)), checking_in.officer_key()
    apart = get_context("spawn")
    over, ready = apart.Event(), apart.Barrier(PROCESSES + 1)
    started = (over, ready, server.url(APPLICATION))
    with ProcessPoolExecutor(PROCESSES, apart, _begin, started) as pool:
        running = [pool.submit(_write, place, key, number) for number in range(PROCESSES)]
        ready.wait(timeout=60)
        time.sleep(2)
        began = time.monotonic()
        forgetting.forget(gone, now=timezone.now())
        seconds = time.monotonic() - began
        time.sleep(1)
        over.set()
        waits = [wait for one in running for wait in one.result()]
    return seconds, waits, len(waits) * BATCH


def _begin(over: Event, ready: Barrier, url: str) -> None:
    set_up("naniwa.conf.demo", database_url=url)
    _here.update(over=over, ready=ready)


def _write(place: "Place", key: bytes, number: int) -> list[float]:
    from django.db import connection

    def write(thread: int) -> list[float]:
        try:
            return list(_batches(place, key, number * WRITERS + thread, _here["over"]))
        finally:
            connection.close()

    _here["ready"].wait(timeout=60)
    with ThreadPoolExecutor(WRITERS // PROCESSES) as pool:
        return [wait for waits in pool.map(write, range(WRITERS // PROCESSES)) for wait in waits]


def _batches(place: "Place", key: bytes, number: int, over: Event) -> list[float]:
    from naniwa.services.check_ins.operations import checking_in

    waits, count = [], 0
    while not over.is_set():
        now = datetime.now(UTC)
        rows = [
            checking_in.prepare(
                place=place,
                email=f"p{number}-{count}-{each}@example.jp",
                press=uuid4(),
                language="ja",
                key=key,
                now=now,
            )
            for each in range(BATCH)
        ]
        began = time.monotonic()
        checking_in.commit(rows, now=now)
        waits.append(time.monotonic() - began)
        count += 1
    return waits


if __name__ == "__main__":
    main()
