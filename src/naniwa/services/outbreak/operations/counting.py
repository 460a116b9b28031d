"""Keeps the counts that the dashboard reads: days whose cases changed are counted anew, by sets.

A case is counted by its day of report: before the switch-over from the feed, from it on from the reports made here.
"""

import secrets
from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection, transaction
from psycopg import sql

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.jobs import defer_by_name
from naniwa.kernel.organisations import queries as organisations
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.organisations.models import Organisation
from naniwa.kernel.people.access import Staff
from naniwa.library.periods import day_of
from naniwa.services.outbreak.definitions import FIRST
from naniwa.services.outbreak.models import SwitchOver
from naniwa.services.outbreak.operations.counting_sql import COUNT, EVERY_DAY, FRESH, PLACE, STALE, TAKE
from naniwa.services.outbreak.queries import switching
from naniwa.services.outbreak.rules.broken import DayToCome, NotThePrefecture
from naniwa.services.outbreak.rules.feeds import EARLIEST

SETTLED = timedelta(days=400)
"""After this time a day is counted no more, so that cases which are erased one day stay counted."""
COUNT_JOB = "outbreak.count_cases"


def recount(body: Organisation, days: Collection[date], *, own_from: date | None, now: datetime) -> None:
    """Count these days anew; what was counted otherwise before is kept as replaced. The caller acts as the system."""
    if not days:
        return
    places = [one.code for one in organisations.municipalities()]
    told: dict[str, Any] = {
        "body": body.pk, "days": sorted(days), "now": now, "own_from": own_from, "today": day_of(now),
        "earliest": EARLIEST, "disease": FIRST, "places": places,
    }  # fmt: skip
    fresh = sql.Identifier(f"counting_{secrets.token_hex(4)}")
    with transaction.atomic(), connection.cursor() as cursor:
        _alone(cursor, body)
        cursor.execute(sql.SQL(PLACE).format(fresh=fresh))
        for statement in (FRESH, STALE, COUNT):
            cursor.execute(sql.SQL(statement).format(fresh=fresh), told)


def _alone(cursor: Any, body: Organisation) -> None:  # noqa: ANN401 - Django's cursor wrapper is untyped
    """Two that count at once would both replace the same count."""
    cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"outbreak counts {body.pk}"])


@transaction.atomic
def count_cases(*, now: datetime) -> int:
    """Count the days whose cases changed since the last time, of transactions that are closed; returns how many.

    After a switch-over every day is counted; without one and with a feed, nothing is.
    """
    with as_system(), connection.cursor() as cursor:
        body = organisations.prefecture()
        _alone(cursor, body)
        cursor.execute(TAKE)
        settled = day_of(now) - SETTLED
        days = {day for (day,) in cursor.fetchall() if day > settled}
        switch = switching.latest(body) or _begun(body, now)
        if switch is None:
            return 0
        if switch.counted_at is None:
            cursor.execute(EVERY_DAY, {"body": body.pk})
            days |= {day for (day,) in cursor.fetchall()}
        if switch.own_from:
            days.add(day_of(now))  # of reports whose day had yet to come when they were counted
        recount(body, days, own_from=switch.own_from, now=now)
        SwitchOver.objects.filter(pk=switch.pk).update(counted_at=now)
        return len(days)


def _begun(body: Organisation, now: datetime) -> SwitchOver | None:
    """Where no feed was ever taken in, the reports made here are counted from the first."""
    first = switching.first_report(FIRST, since=EARLIEST)
    if first is None or switching.has_feed(body):
        return None
    return SwitchOver.objects.create(organisation=body, own_from=min(first, day_of(now)), set_at=now)


@transaction.atomic
def switch_over(*, own_from: date | None, by: Staff, now: datetime) -> SwitchOver:
    """From this day on the reports made here are counted, and no feed; None goes back to the feed alone.

    The same day again changes nothing. Raises NotThePrefecture, DayToCome.
    """
    body = organisations.prefecture()
    if by.organisation.pk != body.pk:
        raise NotThePrefecture
    if own_from and own_from > day_of(now):
        raise DayToCome
    with as_system(), connection.cursor() as cursor:
        _alone(cursor, body)
        known = switching.latest(body)
        if known and known.own_from == own_from:
            return known
        made = SwitchOver.objects.create(organisation=body, own_from=own_from, set_at=now, set_by=by.person)
        audit.record("outbreak.switched_over", by=by, target=made, now=now, own_from=str(own_from or ""))
        defer_by_name(COUNT_JOB)
        return made
