"""A folder of backups: finding a whole one, making room for a new one, letting the oldest go."""

import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from naniwa.library.durable import sync_folder
from naniwa.library.periods import TOKYO
from naniwa.library.postgres import LauncherError

FORMAT = 1
MANIFEST, SUMS, DATABASE, DOCUMENTS, SETTINGS = (
    "manifest.json",
    "SHA256SUMS",
    "database.dump",
    "documents",
    "settings.env",
)
BEGUN = ".unfinished-"


class NoBackup(LauncherError):
    """There is no whole backup where one was looked for."""


class UnderWay(LauncherError):
    """Another backup is being written to the same folder."""


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """What a backup says of itself. `sums` is the SHA-256 of SHA256SUMS, which names every other file.

    `head` is the newest seal of the audit trail as `block:hash`; `last_txid` the highest transaction number that the
    trail names; `secret` recognises the secret key without telling it; `lacking` are documents that had no sound file.
    Of a database that was replayed: `until` is the moment asked for, or `end`; `reached` when the last change in it was
    made; `log_ended` whether the log ended before that moment.
    """

    format: int
    made_at: str
    naniwa: str
    postgresql: int
    migrations: list[str]
    tables: dict[str, int]
    head: str | None
    last_txid: int
    documents: int
    lacking: list[str]
    files: int
    bytes: int
    secret: str
    with_secret: bool
    sums: str
    until: str = ""
    reached: str | None = None
    log_ended: bool = False

    @property
    def at(self) -> datetime:
        return datetime.fromisoformat(self.made_at)

    @property
    def rows(self) -> int:
        return sum(self.tables.values())


def read(backup: Path) -> Manifest:
    """Raises NoBackup where the manifest cannot be read, or was written by a later Naniwa."""
    try:
        said: dict[str, Any] = json.loads((backup / MANIFEST).read_text())
    except (OSError, ValueError) as problem:
        message = f"{backup} is not a whole backup: {problem}"
        raise NoBackup(message) from problem
    if said.get("format") != FORMAT:
        message = f"{backup} is of format {said.get('format')}, made by a later Naniwa; this one reads format {FORMAT}"
        raise NoBackup(message)
    return Manifest(**said)


def write(manifest: Manifest, into: Path) -> None:
    (into / MANIFEST).write_text(json.dumps(asdict(manifest), ensure_ascii=False, indent=1) + "\n")


def whole(folder: Path) -> list[Path]:
    """The whole backups in a folder, oldest first; what was begun and not ended is not among them."""
    found = (place for place in folder.iterdir() if (place / MANIFEST).exists()) if folder.is_dir() else iter(())
    return sorted(place for place in found if not place.name.startswith(BEGUN))


def pick(folder: Path) -> Path:
    """The backup itself, or the newest one in a folder of them. Raises NoBackup."""
    if (folder / MANIFEST).exists() and not folder.name.startswith(BEGUN):
        return folder
    if found := whole(folder):
        return found[-1]
    message = f"there is no whole backup in {folder}"
    raise NoBackup(message)


@contextmanager
def room(folder: Path, *, now: datetime) -> Iterator[Path]:
    """A place to write the files of a backup into; it gets its name, and so counts, only once all are on the disk.

    Raises UnderWay. What an earlier program left when it was killed is removed.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as lock:
        _take(lock.fileno(), folder)
        for left in folder.glob(f"{BEGUN}*"):
            shutil.rmtree(left)
        name = _name(folder, now)
        begun = folder / f"{BEGUN}{name}"
        begun.mkdir(mode=0o700)
        try:
            yield begun
            os.sync()
            begun.rename(folder / name)
            sync_folder(folder)
        except BaseException:
            shutil.rmtree(begun, ignore_errors=True)
            raise


def _name(folder: Path, now: datetime) -> str:
    """By the second, in the order in which they were made; who makes two in one second gets the next."""
    while (folder / (name := f"{now.astimezone(TOKYO):%Y%m%d-%H%M%S}")).exists():
        now += timedelta(seconds=1)
    return name


def rotate(folder: Path, *, keep: int) -> list[Path]:
    """Remove the oldest whole backups beyond `keep`; each stops being one before its files go."""
    surplus = whole(folder)[:-keep]
    for backup in surplus:
        gone = folder / f"{BEGUN}{backup.name}"
        backup.rename(gone)
        shutil.rmtree(gone)
    return surplus


def age(folder: Path, *, now: datetime) -> float | None:
    """Seconds since the newest whole backup; None where there is none."""
    found = whole(folder)
    return (now.astimezone(UTC) - read(found[-1]).at).total_seconds() if found else None


def _take(lock: int, folder: Path) -> None:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        message = f"another backup is being written to {folder}; wait for it"
        raise UnderWay(message) from None
