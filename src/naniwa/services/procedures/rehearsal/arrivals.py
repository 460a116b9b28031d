"""Applications as they arrive in bulk: made up into files, then read and checked by helper processes."""

import json
import multiprocessing
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from itertools import batched
from pathlib import Path
from typing import Any, Self

from naniwa.services.procedures.operations.preparing import Prepared, RefusedAtEntry, prepare
from naniwa.services.procedures.queries.live import Live
from naniwa.services.procedures.rehearsal.applicants import applicants

HELPERS = 2


@dataclass(frozen=True, slots=True)
class Arrival:
    """One application that may be taken in; `mended` is what its applicant will answer to a notice."""

    email: str
    name: str
    prepared: Prepared
    mended: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Checked:
    """A file's applications: those to take in, and how many the form refused."""

    arrivals: list[Arrival]
    refused: int


def write_files(version: Live, *, count: int, seed: int, size: int, folder: Path) -> list[Path]:
    """Make up `count` applications, `size` to a file, one JSON object a line."""
    files = []
    everyone = applicants(version.procedure, count=count, seed=seed)
    for number, some in enumerate(batched(everyone, size)):
        file = folder / f"{number:05}.jsonl"
        with file.open("w", encoding="utf-8") as lines:
            for one in some:
                row = {
                    "email": one.identity.email,
                    "name": one.identity.full_name,
                    "answers": one.answers,
                    "mended": one.mended,
                }
                lines.write(json.dumps(row, ensure_ascii=False) + "\n")
        files.append(file)
    return files


class Helpers:
    """Processes that read and check files while this one writes to the database; use as a context."""

    def __init__(self, version: Live) -> None:
        """Start them before this process has threads or database connections."""
        global _version  # noqa: PLW0603 - what forked helpers inherit
        _version = version
        self._pool = ProcessPoolExecutor(HELPERS, mp_context=multiprocessing.get_context("fork"))
        for future in [self._pool.submit(_ready) for _ in range(HELPERS)]:
            future.result()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(cancel_futures=True)

    def check(self, files: list[Path]) -> Iterator[Checked]:
        """The files' applications in their order, a few files ahead of the reader."""
        waiting: list[Future[Checked]] = []
        for file in files:
            waiting.append(self._pool.submit(_check, file))
            if len(waiting) > HELPERS:
                yield waiting.pop(0).result()
        for future in waiting:
            yield future.result()


_version: Live | None = None


def _ready() -> bool:
    return _version is not None


def _check(file: Path) -> Checked:
    if _version is None:
        raise RuntimeError
    arrivals, refused = [], 0
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            try:
                prepared = prepare(_version, row["answers"])
            except RefusedAtEntry:
                refused += 1
            else:
                arrivals.append(Arrival(row["email"], row["name"], prepared, row["mended"]))
    return Checked(arrivals, refused)
