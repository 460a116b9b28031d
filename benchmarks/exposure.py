"""Who was there at the same time, among very many check-ins: one case over 14 days, and sweeps of thousands of cases.

Bar, for 100 million check-ins over 14 days (30 million on CI machines: CHECK_INS=30000000): one case p95 300 ms; a
sweep of 5,000 cases 5 s; of 25,741, the most that one day ever brought, 15 s. The HMACs of cases are real, under
the days' keys; those of others and the sealed addresses, which no search reads, are random or empty.

The peer is DuckDB on a copy of the same rows, where it is installed (`pip install duckdb`).
"""

import importlib
import os
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import psycopg
from psycopg import sql

from benchmarks.support import database, percentile, report
from naniwa.library.periods import TOKYO
from naniwa.library.postgres import Server

CHECK_INS = int(os.environ.get("CHECK_INS", "100000000"))
SWEEPS = tuple(int(size) for size in os.environ.get("SWEEPS", "5000,25741").split(","))
DAYS, VENUES = 14, 52_000
A_DAY, CASES = CHECK_INS // DAYS, max(SWEEPS)
TRIES = 100
BAR = {"one_case_p95_ms": 300, "sweep_5000_s": 5, "sweep_25741_s": 15}
FIRST = date(2026, 11, 1)
NOW = datetime(2026, 11, 14, 23, 59, tzinfo=TOKYO)
STAY = timedelta(minutes=90)
PARTS = 2
# A day of check-ins: those of cases, by the HMACs that stand in `cases`, among others of as many random bytes; venues
# as crowded as shops are.
FILL = """
INSERT INTO check_ins_checkin (day, subject, press, venue, at, sealed, language)
SELECT %(day)s, coalesce(p.subject, uuid_send(gen_random_uuid())), gen_random_uuid(),
    ('00000000-0000-0000-0000-' || lpad(to_hex(floor(%(venues)s * power(random(), 2))::int), 12, '0'))::uuid,
    %(day)s::timestamp AT TIME ZONE 'Asia/Tokyo' + make_interval(secs => 32400 + floor(random() * 46800)::int),
    decode(repeat('00', 152), 'hex'), 'ja'
FROM generate_series(1, %(count)s) n LEFT JOIN cases p ON p.day = %(day)s AND p.number = n
"""
COPY = """
COPY (SELECT day, encode(subject, 'hex'), venue, at AT TIME ZONE 'Asia/Tokyo' FROM check_ins_checkin WHERE day = {})
TO STDOUT (FORMAT CSV)
"""


def main() -> None:
    with database() as server:
        keys = _fill(server)
        one = [_one(keys, number) for number in range(TRIES)]
        sweeps = {size: _sweep(keys, size) for size in SWEEPS}
        peer = _duckdb(server, keys)
    figures: dict[str, Any] = {
        "check_ins": CHECK_INS,
        "one_case_p50_ms": round(1000 * percentile(one, 0.5)),
        "one_case_p95_ms": round(1000 * percentile(one, 0.95)),
        **{f"sweep_{size}_s": round(seconds, 2) for size, (seconds, _people) in sweeps.items()},
        **{f"sweep_{size}_people": people for size, (_seconds, people) in sweeps.items()},
        "duckdb": peer,
    }
    ok = all(figures[name] <= most for name, most in BAR.items() if name in figures)
    report("exposure", figures, bar=BAR, ok=ok)


def _fill(server: Server) -> dict[date, Any]:
    """Keys of the days, after every day's partition has its part; each person checks in at most once a day."""
    from naniwa.services.check_ins.operations import checking_in
    from naniwa.services.check_ins.secrecy import days

    wanted = {FIRST + timedelta(days=number) for number in range(DAYS)}
    checking_in.open_days(wanted, now=NOW)
    keys = {day: days.to_write(day) for day in sorted(wanted)}
    with psycopg.connect(server.url("postgres"), autocommit=True) as connection:
        connection.execute("CREATE UNLOGGED TABLE cases (day date, number int, subject bytea)")
        with connection.cursor().copy("COPY cases FROM STDIN (FORMAT BINARY)") as copy:
            copy.set_types(["date", "int4", "bytea"])
            for day, key in keys.items():
                for number in range(1, CASES + 1):
                    copy.write_row((day, number, key.subject(_address(number))))
        connection.execute("ANALYZE cases")
        with ThreadPoolExecutor(PARTS) as pool:
            list(pool.map(lambda day: _fill_day(server, day), keys))
        connection.execute("VACUUM (ANALYZE, PARALLEL 2) check_ins_checkin")  # as autovacuum does to days that are over
    return keys


def _fill_day(server: Server, day: date) -> None:
    with psycopg.connect(server.url("postgres"), autocommit=True) as connection:
        connection.execute("SET synchronous_commit = off")
        connection.execute(FILL, {"day": day, "count": A_DAY, "venues": VENUES})


def _address(number: int) -> str:
    return f"p{number}@example.jp"


def _one(keys: dict[date, Any], number: int) -> float:
    """Seconds for one case: 14 HMACs, its visits, and who else was there."""
    began = time.monotonic()
    _exposed(keys, [Random(number).randrange(1, CASES + 1)])  # noqa: S311 - anybody
    return time.monotonic() - began


def _sweep(keys: dict[date, Any], size: int) -> tuple[float, int]:
    """Seconds for all these cases at once, on as many connections as there are processors; and people found."""
    cases = range(1, size + 1)
    began = time.monotonic()
    with ThreadPoolExecutor(PARTS) as pool:
        people = sum(pool.map(lambda part: _exposed_apart(keys, part), [cases[at::PARTS] for at in range(PARTS)]))
    return time.monotonic() - began, people


def _exposed_apart(keys: dict[date, Any], cases: list[int]) -> int:
    from django.db import connection

    try:
        return _exposed(keys, cases)
    finally:
        connection.close()


def _exposed(keys: dict[date, Any], cases: list[int]) -> int:
    """As the service finds them (queries.meetings): the visits of all cases, and for each who else was there."""
    from naniwa.kernel.organisations.isolation import as_system
    from naniwa.services.check_ins.queries import meetings

    subjects = [(key.day, key.subject(_address(case))) for key in keys.values() for case in cases]
    with as_system():
        found = meetings.visits_of(subjects, before=NOW + STAY)
        return sum(
            meetings.counted_in(
                [
                    meetings.Span(day, visit.venue, visit.at - STAY, visit.at + STAY, subject)
                    for day, subject, visit in found
                ]
            )
        )


def _duckdb(server: Server, keys: dict[date, Any]) -> dict[str, float] | str:
    """The same sweeps by DuckDB on a copy of its own; what copying costs is told, too."""
    try:
        duckdb = importlib.import_module("duckdb")
    except ImportError:
        return "not installed"
    with TemporaryDirectory(prefix="naniwa-duckdb-") as folder:
        began = time.monotonic()
        _copy(server, Path(folder))
        connection = duckdb.connect(str(Path(folder, "copy.duckdb")))
        connection.execute(
            f"CREATE TABLE c AS SELECT * FROM read_csv('{folder}/*.csv', header = false,"  # noqa: S608 - our own folder
            " names = ['day', 'subject', 'venue', 'at'], types = ['DATE', 'VARCHAR', 'VARCHAR', 'TIMESTAMP'])"
        )
        told = {"copied_s": round(time.monotonic() - began, 1)}
        for size in SWEEPS:
            cases = range(1, size + 1)
            began = time.monotonic()
            file = Path(folder, "subjects.tsv")
            file.write_text("".join(f"{day}\t{subject}\n" for day, subject in _subjects(keys, cases)))
            connection.execute(
                f"CREATE OR REPLACE TABLE s AS SELECT * FROM read_csv('{file}', header = false, delim = '\t',"  # noqa: S608 - our own file
                " names = ['day', 'subject'], types = ['DATE', 'VARCHAR'])"
            )
            connection.execute(
                "SELECT count(*) FROM s JOIN c v ON v.day = s.day AND v.subject = s.subject JOIN c ON c.day = v.day"
                " AND c.venue = v.venue AND c.at BETWEEN v.at - INTERVAL 90 MINUTE AND v.at + INTERVAL 90 MINUTE"
                " AND c.subject <> v.subject"
            ).fetchall()
            told[f"sweep_{size}_s"] = round(time.monotonic() - began, 2)
    return told


def _copy(server: Server, folder: Path) -> None:
    with psycopg.connect(server.url("postgres")) as connection:
        for number in range(DAYS):
            day = FIRST + timedelta(days=number)
            query = sql.SQL(COPY).format(sql.Literal(day))
            with connection.cursor().copy(query) as copy, (folder / f"{day}.csv").open("wb") as file:
                for part in copy:
                    file.write(part)


def _subjects(keys: dict[date, Any], cases: Sequence[int]) -> Iterator[tuple[date, str]]:
    for case in cases:
        for day, key in keys.items():
            yield day, key.subject(_address(case)).hex()


if __name__ == "__main__":
    main()
