"""Where somebody was, by the HMACs of their address under the keys of some days, and who else was there."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import batched
from typing import Any
from uuid import UUID

from django.db import connection

from naniwa.services.check_ins.models import SharedVisit
from naniwa.services.check_ins.rules.meeting import Visit
from naniwa.services.check_ins.secrecy.days import DayKey

AT_ONCE = 2_000
"""Visits of one statement: its arrays stay small, and going by index stays the best plan."""
VISITS = """
SELECT s.day, s.subject, c.venue, c.at FROM unnest(%s::date[], %s::bytea[]) AS s (day, subject)
CROSS JOIN LATERAL (
    SELECT venue, at FROM check_ins_checkin k WHERE k.day = s.day AND k.subject = s.subject AND k.at < %s
) c
"""
_PRESENT = """
SELECT DISTINCT ON (c.subject) c.day, c.subject, c.sealed, c.language FROM check_ins_checkin c
WHERE c.day = %s AND c.venue = %s AND c.at >= %s AND c.at < %s AND c.subject <> %s
ORDER BY c.subject, c.at
"""
COUNT = """
SELECT v.number, c.people
FROM unnest(%s::int[], %s::date[], %s::uuid[], %s::timestamptz[], %s::timestamptz[], %s::bytea[])
    AS v (number, day, venue, since, until, subject)
CROSS JOIN LATERAL (
    SELECT count(DISTINCT k.subject) AS people FROM check_ins_checkin k
    WHERE k.day = v.day AND k.venue = v.venue AND k.at >= v.since AND k.at < v.until AND k.subject <> v.subject
) c
"""
_CASES = """
SELECT v.number, count(DISTINCT (c.organisation_id, c."case"))
FROM unnest(%s::int[], %s::bigint[], %s::timestamptz[], %s::timestamptz[]) AS v (number, venue, begins, ends)
JOIN check_ins_sharedvisit o ON o.venue_id = v.venue AND o.begins < v.ends AND o.ends > v.begins AND NOT o.doubtful
JOIN check_ins_alert a ON a.id = o.alert_id AND a.state <> 'dropped'
JOIN check_ins_casecode c ON c.id = a.code_id
GROUP BY v.number
"""


@dataclass(frozen=True, slots=True)
class Present:
    """Somebody who was there; `sealed` is their address."""

    day: date
    subject: bytes
    sealed: bytes
    language: str


@dataclass(frozen=True, slots=True)
class Span:
    """A venue for a while, as somebody was there who does not count."""

    day: date
    venue: UUID
    since: datetime
    until: datetime
    subject: bytes


def visits(address: str, keys: Iterable[DayKey], *, before: datetime) -> dict[date, list[Visit]]:
    """Where this address checked in, by day, before a moment. Run as the system."""
    found: dict[date, list[Visit]] = {}
    for day, _subject, visit in visits_of([(key.day, key.subject(address)) for key in keys], before=before):
        found.setdefault(day, []).append(visit)
    return found


def visits_of(subjects: Sequence[tuple[date, bytes]], *, before: datetime) -> list[tuple[date, bytes, Visit]]:
    """Where each of these, on its day, checked in before a moment. Run as the system."""
    found: list[tuple[date, bytes, Visit]] = []
    with connection.cursor() as cursor:
        for part in batched(subjects, AT_ONCE):
            cursor.execute(VISITS, [[day for day, _subject in part], [subject for _day, subject in part], before])
            found += [(day, bytes(subject), Visit(at, venue)) for day, subject, venue, at in cursor.fetchall()]
    return found


def present(visit: SharedVisit) -> list[Present]:
    """Everybody else who checked in there while the case was there, or one stay before. Run as the system."""
    since, until = since_and_until(visit)
    with connection.cursor() as cursor:
        values: list[Any] = [visit.day, visit.venue.public_id, since, until, bytes(visit.subject)]
        cursor.execute(_PRESENT, values)
        return [Present(day, bytes(subject), bytes(sealed), told) for day, subject, sealed, told in cursor.fetchall()]


def counted(found: Sequence[SharedVisit]) -> list[int]:
    """How many others were there, for each visit. Run as the system."""
    return counted_in([Span(one.day, one.venue.public_id, *since_and_until(one), bytes(one.subject)) for one in found])


def counted_in(spans: Sequence[Span]) -> list[int]:
    """How many others checked in at each place and time. Run as the system."""
    counts: list[int] = []
    for part in batched(spans, AT_ONCE):
        columns: list[list[object]] = [
            list(range(len(part))),
            [span.day for span in part],
            [span.venue for span in part],
            [span.since for span in part],
            [span.until for span in part],
            [span.subject for span in part],
        ]
        counts += _numbers(COUNT, columns, len(part))
    return counts


def cases(found: Sequence[SharedVisit]) -> list[int]:
    """How many cases were at each venue at that time, this one included. Run as the system."""
    columns: list[list[object]] = [
        list(range(len(found))),
        [visit.venue_id for visit in found],
        [visit.begins for visit in found],
        [visit.ends for visit in found],
    ]
    return _numbers(_CASES, columns, len(found))


def since_and_until(visit: SharedVisit) -> tuple[datetime, datetime]:
    """Check-ins in between are of people who were there together: each stays as long as the case after the last one."""
    return visit.begins - visit.stay, visit.ends


def _numbers(statement: str, columns: list[list[object]], size: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(statement, columns)
        found = dict(cursor.fetchall())
    return [found.get(number, 0) for number in range(size)]
