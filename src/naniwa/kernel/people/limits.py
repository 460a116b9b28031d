"""How often a thing may be done: fixed windows counted in PostgreSQL, because several processes answer requests."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import F

from naniwa.kernel.people.models import Limit

_COUNT = """
    INSERT INTO people_limit AS held (key, count, resets_at) VALUES (%(key)s, 1, %(resets_at)s)
    ON CONFLICT (key) DO UPDATE SET
        count = CASE WHEN held.resets_at <= %(now)s THEN 1 ELSE held.count + 1 END,
        -- Never longer than from now on: a clock that ran ahead must lock nobody out.
        resets_at = CASE WHEN held.resets_at <= %(now)s THEN excluded.resets_at
            ELSE least(held.resets_at, excluded.resets_at) END
    RETURNING count, resets_at
"""


@dataclass(frozen=True)
class Rule:
    """At most `times` within `per`, counted for each subject apart."""

    name: str
    times: int
    per: timedelta


class TooOften(Exception):
    """The rule is spent until `resets_at`; the site answers with page 429."""

    def __init__(self, rule: Rule, resets_at: datetime) -> None:
        super().__init__(rule.name)
        self.rule = rule
        self.resets_at = resets_at


def consume(rule: Rule, subject: str, *, now: datetime) -> None:
    """Count one use. Raises TooOften.

    Call it in views, outside any operation that may roll back: the count must outlive a refusal.
    Where two rules are counted, count that of the client first, so that requests never wait for one another in a ring.
    """
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, {"key": _key(rule, subject), "resets_at": now + rule.per, "now": now})
        row = cursor.fetchone()
    if row and row[0] > rule.times:
        raise TooOften(rule, row[1])


def forgive(rule: Rule, subject: str) -> None:
    """Start afresh, after a success."""
    Limit.objects.filter(key=_key(rule, subject)).delete()


def give_back(rule: Rule, subject: str) -> None:
    """Not count the last use after all: many honest people may share one address of the network."""
    Limit.objects.filter(key=_key(rule, subject), count__gt=0).update(count=F("count") - 1)


def forget_expired(*, now: datetime) -> int:
    """Remove windows that are over; returns how many."""
    return Limit.objects.filter(resets_at__lte=now).delete()[0]


def _key(rule: Rule, subject: str) -> str:
    return hashlib.sha256(f"{rule.name}\0{subject}".encode()).hexdigest()
