"""Events reach their handlers, once each."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import ClassVar

import pytest

from naniwa.kernel.events import operations as events
from naniwa.kernel.events.registry import HANDLERS
from naniwa.kernel.jobs.pending import run_pending

pytestmark = pytest.mark.django_db
NOW = datetime(2020, 5, 1, 9, tzinfo=UTC)


@dataclass(frozen=True)
class LampLit(events.Event):
    name: ClassVar[str] = "tests.lamp_lit"
    reference: str
    on: datetime


@pytest.fixture
def seen() -> Iterator[list[LampLit]]:
    taken: list[LampLit] = []

    @events.handler(LampLit, name="tests.see")
    def see(event: LampLit, now: datetime) -> None:
        taken.append(event)

    yield taken
    del HANDLERS["tests.see"]


def test_an_event_reaches_its_handler_as_it_was(seen: list[LampLit]) -> None:
    lit = LampLit(reference="葛󠄀城", on=NOW)
    events.emit(lit, now=NOW)
    assert run_pending(now=NOW) == 1
    assert seen == [lit]
