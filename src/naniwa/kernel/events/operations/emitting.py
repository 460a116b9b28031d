"""Writing an event into the outbox, in the transaction of what has happened."""

import json
import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import batched
from typing import Any

from naniwa.kernel import jobs
from naniwa.kernel.events.models import StoredEvent
from naniwa.kernel.events.registry import Event, adapter, handlers_of
from naniwa.kernel.organisations import bulk

# How many events one job delivers, in one transaction for each handler.
CHUNK = 200
# After this time the sweep takes an event up, in case its job was lost.
GRACE = timedelta(minutes=5)
COLUMNS = ("id", "name", "payload", "at", "handlers", "attempts", "next_attempt_at", "delivered_at")


def emit(event: Event, *, now: datetime) -> uuid.UUID:
    """Tell that something has happened; its handlers run after this transaction's commit.

    Raises PydanticSerializationError when a field is not of its declared type.
    """
    return emit_many([event], now=now)[0]


def emit_many(events: Sequence[Event], *, now: datetime) -> list[uuid.UUID]:
    """Tell many things by two statements; returns their numbers in order."""
    rows = [_row(event, now) for event in events]
    bulk.load(StoredEvent, COLUMNS, rows)
    handled = [str(row[0]) for row in rows if row[4]]
    jobs.defer_many_by_name("events.deliver", [{"ids": list(ids)} for ids in batched(handled, CHUNK)])
    return [row[0] for row in rows]


def _row(event: Event, now: datetime) -> tuple[Any, ...]:
    handlers = handlers_of(type(event))
    payload = json.dumps(adapter(type(event)).dump_python(event, mode="json", warnings="error"), ensure_ascii=False)
    next_attempt_at, delivered_at = (now + GRACE, None) if handlers else (None, now)
    return uuid.uuid4(), event.name, payload, now, handlers, 0, next_attempt_at, delivered_at
