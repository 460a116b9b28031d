"""Applications as they arrive in bulk: made up into files, then checked and taken in by helper processes."""

import gc
import json
import multiprocessing
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from datetime import datetime
from itertools import batched
from pathlib import Path
from typing import Any, Self

from pydantic_core import from_json

from naniwa.kernel.organisations import bulk
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.people.models import Person, PersonKind
from naniwa.library.periods import day_of
from naniwa.services.procedures.operations import intake
from naniwa.services.procedures.operations.preparing import Prepared, RefusedAtEntry, prepare
from naniwa.services.procedures.queries.live import Live
from naniwa.services.procedures.rehearsal.applicants import applicants
from naniwa.services.procedures.rehearsal.population import Identity

# One more than the machine has cores to spare, so that one works while another waits for the disc.
HELPERS = 3


@dataclass(frozen=True, slots=True)
class Arrival:
    """One application that may be taken in; `mended` is what its applicant will answer to a notice."""

    person_id: int
    prepared: Prepared
    mended: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a file: applications taken in, those the form refused, and mended answers by receipt number."""

    received: int
    refused: int
    mending: dict[str, dict[str, Any]]


def write_files(version: Live, *, count: int, seed: int, size: int, folder: Path, now: datetime) -> list[Path]:
    """Make up `count` applicants with an account each, and their applications: `size` to a file, one object a line."""
    files = []
    everyone = applicants(version.procedure, count=count, seed=seed)
    for number, some in enumerate(batched(everyone, size)):
        file = folder / f"{number:05}.jsonl"
        with file.open("w", encoding="utf-8") as lines:
            for person_id, one in zip(sign_up([one.identity for one in some], now=now), some, strict=True):
                row = {"person": person_id, "answers": one.answers, "mended": one.mended}
                lines.write(json.dumps(row, ensure_ascii=False) + "\n")
        files.append(file)
    return files


_PERSON = (
    "id", "email", "name", "name_kana", "kind", "language", "is_active", "created_at", "password", "public_id",
)  # fmt: skip


def sign_up(identities: Sequence[Identity], *, now: datetime) -> list[int]:
    """Make an account for each, as happens before anyone can apply; returns their row numbers."""
    with as_system():
        ids = bulk.reserve_ids(Person, len(identities))
        rows = [
            (pk, one.email, one.full_name, "", PersonKind.BUSINESS.value, "ja", True, now, "!", f"{pk:032x}")
            for pk, one in zip(ids, identities, strict=True)
        ]
        bulk.load(Person, _PERSON, rows)
    return ids


class Helpers:
    """Processes that check and take in one file each, in a transaction of its own; use as a context."""

    def __init__(self, version: Live) -> None:
        """Start them before this process has threads or database connections."""
        global _version  # noqa: PLW0603 - what forked helpers inherit
        _version = version
        # What a helper makes is gone with its file; it need not look for circles.
        fork = multiprocessing.get_context("fork")
        self._pool = ProcessPoolExecutor(HELPERS, mp_context=fork, initializer=gc.disable)
        for future in [self._pool.submit(_ready) for _ in range(HELPERS)]:
            future.result()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(cancel_futures=True)

    def take_in(self, files: list[Path], *, now: datetime) -> Iterator[Taken]:
        """Each file as it is done."""
        waiting: list[Future[Taken]] = [self._pool.submit(_take_in, file, now) for file in files]
        for future in as_completed(waiting):
            yield future.result()


_version: Live | None = None


def _ready() -> bool:
    return _version is not None


def _take_in(file: Path, now: datetime) -> Taken:
    if _version is None:
        raise RuntimeError
    arrivals, refused = check(_version, file, now=now)
    return Taken(len(arrivals), refused, receive(_version, arrivals, now=now))


def check(version: Live, file: Path, *, now: datetime) -> tuple[list[Arrival], int]:
    """The file's applications that may be taken in, and how many may not."""
    arrivals, refused, today = [], 0, day_of(now)
    with file.open("rb") as lines:
        for line in lines:
            row = from_json(line)
            try:
                prepared = prepare(version, row["answers"], received_on=today)
            except RefusedAtEntry:
                refused += 1
            else:
                arrivals.append(Arrival(row["person"], prepared, row["mended"]))
    return arrivals, refused


def receive(version: Live, arrivals: list[Arrival], *, now: datetime) -> dict[str, dict[str, Any]]:
    """Take them in; returns the mended answers by receipt number."""
    batch = [intake.Intake(prepared=one.prepared, person_id=one.person_id, at=now) for one in arrivals]
    with as_system():
        bulk.check_at_once()
        cases = intake.receive(version, batch, by=None, now=now)
    pairs = zip(cases, arrivals, strict=True)
    return {case.reference: one.mended for case, one in pairs if one.mended is not None}
