"""Events reach their handlers, once each, and a failing handler hinders no other."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import ClassVar

import pytest
from django.db import connection, transaction
from pydantic_core import PydanticSerializationError

from naniwa.kernel.events import operations as events
from naniwa.kernel.events import queries
from naniwa.kernel.events.models import Delivery, StoredEvent
from naniwa.kernel.events.operations.emitting import CHUNK
from naniwa.kernel.events.registry import HANDLERS, DuplicateHandler
from naniwa.kernel.jobs.pending import run_pending
from naniwa.kernel.organisations.isolation import as_system

pytestmark = pytest.mark.django_db
NOW = datetime(2020, 5, 1, 9, tzinfo=UTC)


@dataclass(frozen=True)
class LampLit(events.Event):
    name: ClassVar[str] = "tests.lamp_lit"
    reference: str
    on: datetime = NOW


@dataclass(frozen=True)
class LampBroken(events.Event):
    name: ClassVar[str] = "tests.lamp_broken"
    reference: str


class Room:
    """Handlers that remember what they took, and fail on the references in `refused`."""

    def __init__(self) -> None:
        self.seen: list[str] = []
        self.batches: list[int] = []
        self.refused: set[str] = set()

        @events.handler(LampLit, name="tests.refuse")
        def refuse(event: LampLit, now: datetime) -> None:
            if event.reference in self.refused:
                raise RuntimeError

        @events.handler(LampLit, name="tests.see")
        def see(event: LampLit, now: datetime) -> None:
            self.seen.append(event.reference)

        @events.batch_handler(LampLit, name="tests.see_many")
        def see_many(many: Sequence[LampLit], now: datetime) -> None:
            self.batches.append(len(many))


@pytest.fixture
def room() -> Iterator[Room]:
    yield Room()
    for name in ("tests.refuse", "tests.see", "tests.see_many"):
        del HANDLERS[name]


def _delivered() -> list[tuple[str, str]]:
    with as_system():
        found = Delivery.objects.order_by("event__at", "event__payload__reference", "handler")
        return list(found.values_list("event__payload__reference", "handler"))


def test_an_event_arrives_as_it_was_told(room: Room) -> None:
    arrived: list[LampLit] = []
    events.handler(LampLit, name="tests.whole")(lambda event, now: arrived.append(event))
    try:
        events.emit(LampLit(reference="葛󠄀城𠮷", on=NOW), now=NOW)
        run_pending(now=NOW)
    finally:
        del HANDLERS["tests.whole"]
    assert arrived == [LampLit(reference="葛󠄀城𠮷", on=NOW)]


def test_who_declares_the_event_of_another_hears_it() -> None:
    @dataclass(frozen=True)
    class HeardLamp(events.Event):
        name: ClassVar[str] = "tests.lamp_lit"
        reference: str
        on: datetime

    heard: list[HeardLamp] = []
    events.handler(HeardLamp, name="tests.next_door")(lambda event, now: heard.append(event))
    try:
        events.emit(LampLit(reference="a"), now=NOW)
        run_pending(now=NOW)
    finally:
        del HANDLERS["tests.next_door"]
    assert heard == [HeardLamp(reference="a", on=NOW)]


def test_nothing_is_told_when_the_transaction_is_undone(room: Room) -> None:
    with transaction.atomic():
        events.emit(LampLit("a"), now=NOW)
        transaction.set_rollback(True)
    assert run_pending(now=NOW) == 0
    assert room.seen == []


def test_a_failing_handler_hinders_no_other_and_is_tried_again(room: Room) -> None:
    room.refused = {"b"}
    events.emit_many([LampLit("a"), LampLit("b"), LampLit("c")], now=NOW)
    assert run_pending(now=NOW) == 1
    assert room.seen == ["a", "b", "c"]
    assert ("b", "tests.refuse") not in _delivered()
    assert len(_delivered()) == 8
    assert queries.depth() == queries.Depth(undelivered=1, failing=1, oldest_at=NOW)
    room.refused = set()
    assert events.sweep(now=NOW + timedelta(minutes=4)) == 0
    assert events.sweep(now=NOW + timedelta(minutes=5)) == 1
    run_pending(now=NOW + timedelta(minutes=5))
    assert room.seen == ["a", "b", "c"], "what had taken effect took effect again"
    assert len(_delivered()) == 9
    assert queries.depth().undelivered == 0


def test_waits_between_tries_grow_to_six_hours(room: Room) -> None:
    room.refused = {"a"}
    events.emit(LampLit("a"), now=NOW)
    run_pending(now=NOW)
    at, waits = NOW, []
    for _ in range(8):
        with as_system():
            due = StoredEvent.objects.get().next_attempt_at
        assert due is not None
        waits.append((due - at) // timedelta(minutes=1))
        at = due
        assert events.sweep(now=at) == 1
        run_pending(now=at)
    assert waits == [5, 10, 20, 40, 80, 160, 320, 360]


def test_delivering_twice_takes_effect_once(room: Room) -> None:
    ids = events.emit_many([LampLit("a"), LampLit("b")], now=NOW)
    for _ in range(2):
        events.deliver(ids, now=NOW)
        with as_system():
            StoredEvent.objects.update(delivered_at=None, next_attempt_at=NOW)
    assert room.seen == ["a", "b"]
    assert room.batches == [2]


def test_many_events_are_delivered_by_few_jobs_in_their_order(room: Room) -> None:
    names = [f"{number:04}" for number in range(CHUNK * 2 + 1)]
    events.emit_many([LampLit(name) for name in names], now=NOW)
    assert run_pending(now=NOW) == 3
    assert room.seen == names
    assert room.batches == [CHUNK, CHUNK, 1]


def test_an_event_that_nobody_handles_is_kept_and_waits_for_nobody() -> None:
    events.emit(LampBroken("a"), now=NOW)
    assert run_pending(now=NOW) == 0
    assert queries.depth().undelivered == 0


def test_a_new_handler_does_not_replay_the_past(room: Room) -> None:
    ids = [events.emit(LampBroken("a"), now=NOW)]
    seen: list[str] = []
    events.handler(LampBroken, name="tests.late")(lambda event, now: seen.append(event.reference))
    try:
        events.deliver(ids, now=NOW)
    finally:
        del HANDLERS["tests.late"]
    assert seen == []


def test_an_event_whose_handler_is_gone_waits_and_is_counted(room: Room) -> None:
    events.emit(LampLit("a"), now=NOW)
    gone = HANDLERS.pop("tests.see")
    try:
        run_pending(now=NOW)
    finally:
        HANDLERS["tests.see"] = gone
    assert queries.depth().failing == 1


@pytest.mark.parametrize("payload", ['{"reference": 1}', '{"reference": "a", "more": 1}', "{}"])
def test_what_does_not_fit_the_event_is_not_delivered(room: Room, payload: str) -> None:
    ids = [events.emit(LampLit("a"), now=NOW)]
    with as_system(), connection.cursor() as cursor:
        cursor.execute("UPDATE events_event SET payload = %s::jsonb", [payload])
    events.deliver(ids, now=NOW)
    assert _delivered() == []
    assert room.seen == []


def test_an_event_of_wrong_types_cannot_be_told(room: Room) -> None:
    with pytest.raises(PydanticSerializationError):
        events.emit(LampLit(reference=7), now=NOW)  # type: ignore[arg-type] # the wrong type is the point


def test_two_handlers_cannot_share_a_name(room: Room) -> None:
    with pytest.raises(DuplicateHandler):
        events.handler(LampLit, name="tests.see")(lambda event, now: None)


def test_only_the_system_reads_events(room: Room) -> None:
    events.emit(LampLit("a"), now=NOW)
    assert StoredEvent.objects.count() == 0
    with as_system():
        assert StoredEvent.objects.count() == 1
