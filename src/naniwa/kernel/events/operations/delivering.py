"""Giving events to their handlers: at least once in tries, once in effect."""

import json
import logging
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import batched
from uuid import UUID

from django.db import connection
from django.db.models import F

from naniwa.kernel import jobs
from naniwa.kernel.events.models import StoredEvent
from naniwa.kernel.events.operations.emitting import CHUNK, GRACE
from naniwa.kernel.events.registry import HANDLERS, Event, Handler, adapter
from naniwa.kernel.organisations.isolation import as_system

logger = logging.getLogger("naniwa.events")

SWEPT_AT_ONCE = 5_000
LONGEST_WAIT = timedelta(hours=6)

# Marks events as delivered to a handler, and tells which of them were not before. Waits for whoever is doing the same.
_MARK = """
INSERT INTO events_delivery (event_id, handler, at) SELECT unnest(%s::uuid[]), %s, %s
ON CONFLICT (event_id, handler) DO NOTHING RETURNING event_id
"""


def deliver(ids: Sequence[UUID], *, now: datetime) -> None:
    """Let every handler of these events take effect, each in a transaction of its own; safe to repeat.

    A handler that fails hinders no other; its events are tried again later, with growing waits.
    """
    with as_system():
        found = StoredEvent.objects.filter(pk__in=ids, delivered_at=None).in_bulk()
    waiting = [found[number] for number in ids if number in found]
    failed = {number for name, group in _by_handler(waiting).items() for number in _hand_over(name, group, now)}
    with as_system():
        _finish(waiting, failed, now)


def deliver_all(*, now: datetime) -> None:
    """Let all take effect that has not yet, at once and not in the worker's time."""
    with as_system():
        ids = list(StoredEvent.objects.filter(delivered_at=None).order_by("at").values_list("pk", flat=True))
    for some in batched(ids, CHUNK):
        deliver(some, now=now)


def sweep(*, now: datetime) -> int:
    """Queue again what is not delivered though its time has come; returns how many events."""
    with as_system():
        due = StoredEvent.objects.filter(delivered_at=None, next_attempt_at__lte=now).order_by("next_attempt_at")
        ids = list(due.select_for_update(skip_locked=True).values_list("pk", flat=True)[:SWEPT_AT_ONCE])
        StoredEvent.objects.filter(pk__in=ids).update(next_attempt_at=now + GRACE)
        jobs.defer_many_by_name("events.deliver", [{"ids": list(map(str, some))} for some in batched(ids, CHUNK)])
    return len(ids)


def _by_handler(events: Sequence[StoredEvent]) -> dict[str, list[StoredEvent]]:
    groups: dict[str, list[StoredEvent]] = defaultdict(list)
    for event in events:
        for name in event.handlers:
            groups[name].append(event)
    return groups


def _hand_over(name: str, group: Sequence[StoredEvent], now: datetime) -> set[UUID]:
    """Hand a group over in one transaction, or, where that fails, one by one; returns what failed."""
    try:
        _take_effect(HANDLERS[name], group, now)
    except Exception:
        if len(group) > 1:
            return set().union(*(_hand_over(name, [event], now) for event in group))
        logger.exception("event %s failed in %s", group[0].pk, name)
        return {group[0].pk}
    return set()


def _take_effect(handler: Handler, group: Sequence[StoredEvent], now: datetime) -> None:
    with as_system():
        new = _mark(handler.name, group, now)
        if events := [_load(handler, event) for event in group if event.pk in new]:
            handler.function(events, now)


def _mark(name: str, group: Sequence[StoredEvent], now: datetime) -> set[UUID]:
    with connection.cursor() as cursor:
        cursor.execute(_MARK, [sorted(event.pk for event in group), name, now])
        return {row[0] for row in cursor.fetchall()}


def _load(handler: Handler, stored: StoredEvent) -> Event:
    event: Event = adapter(handler.event).validate_json(json.dumps(stored.payload))
    return event


def _finish(events: Sequence[StoredEvent], failed: set[UUID], now: datetime) -> None:
    done = [event.pk for event in events if event.pk not in failed]
    StoredEvent.objects.filter(pk__in=done).update(delivered_at=now, next_attempt_at=None)
    for event in events:
        if event.pk in failed:
            wait = min(GRACE * 2**event.attempts, LONGEST_WAIT)
            StoredEvent.objects.filter(pk=event.pk).update(attempts=F("attempts") + 1, next_attempt_at=now + wait)
