"""An event, a handler that writes a trace, and one that kills its process before and after it has taken effect."""

import os
import signal
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import ClassVar

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.events import operations as events
from naniwa.kernel.jobs import job


@dataclass(frozen=True)
class DoorOpened(events.Event):
    """`first` and `second` are files: a handler that finds its own missing makes it and kills its process."""

    name: ClassVar[str] = "tests.door_opened"
    reference: str
    first: str
    second: str


def _die_once(flag: str) -> None:
    if not Path(flag).exists():
        Path(flag).touch()
        os.kill(os.getpid(), signal.SIGKILL)


@job(name="tests.after_door")
def after_door(*, reference: str, now: datetime) -> None:
    audit.record("tests.job", by=None, target=reference, now=now)


@events.handler(DoorOpened, name="tests.one")
def one(event: DoorOpened, now: datetime) -> None:
    audit.record("tests.one", by=None, target=event.reference, now=now)
    after_door.defer(reference=event.reference)
    _die_once(event.first)


@events.handler(DoorOpened, name="tests.two")
def two(event: DoorOpened, now: datetime) -> None:
    audit.record("tests.two", by=None, target=event.reference, now=now)
    _die_once(event.second)
