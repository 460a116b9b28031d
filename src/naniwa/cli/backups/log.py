"""What `naniwa archive` keeps beside the backups: the write-ahead log, and documents newer than the last backup."""

import json
import os
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from naniwa.cli.backups import files, shelf
from naniwa.cli.backups.shelf import DOCUMENTS
from naniwa.library.durable import sync_folder
from naniwa.library.postgres import LauncherError, archiving

LOG, BASE, ABOUT, COPY = "log", "base", "base.json", "base.tar.gz"
BEGUN = ".begun"
PIECE = re.compile("[0-9A-F]{24}")
_PER_NUMBER = 2**32


class NotReached(LauncherError):
    """There is no way from a backup along the log to the moment asked for."""


@dataclass(frozen=True)
class Base:
    """A backup that holds a copy of the cluster, which was whole at `ended`; `needs` is its first piece of log."""

    backup: Path
    system: str
    needs: str
    ended: datetime

    @property
    def copy(self) -> Path:
        return self.backup / BASE / COPY


def folder_of(backups: Path, system: str) -> Path:
    """The log of one cluster."""
    return backups / LOG / system


def mirror(backups: Path) -> Path:
    return backups / LOG / DOCUMENTS


def add_base(url: str, backups: Path, place: Path) -> dict[str, str]:
    """Where this cluster's log is kept, copy the cluster too; the SHA-256 of each new file by its name."""
    if not (backups / LOG).is_dir():
        return {}
    system, server = archiving.identify(url)
    if not folder_of(backups, system).is_dir():
        return {}
    into = place / BASE
    into.mkdir(mode=0o700)
    needs = archiving.copy_cluster(url, into, server=server, told=lambda _line: None)
    about = {"system": system, "needs": needs, "ended": datetime.now(UTC).isoformat()}
    (into / ABOUT).write_text(json.dumps(about) + "\n")
    for file in into.iterdir():
        file.chmod(0o600)
    return {f"{BASE}/{file.name}": files.sha256(file) for file in sorted(into.iterdir())}


def base_of(backup: Path) -> Base | None:
    """The copy of the cluster that this backup holds."""
    if not (backup / BASE / ABOUT).exists():
        return None
    about = json.loads((backup / BASE / ABOUT).read_text())
    return Base(backup, about["system"], about["needs"], datetime.fromisoformat(about["ended"]))


def bases(backups: Path) -> list[Base]:
    """Oldest first."""
    return [base for backup in shelf.whole(backups) if (base := base_of(backup))]


def choose(backups: Path, *, until: datetime | None) -> Base:
    """The newest that was whole by then, with a log that leaves nothing out. Raises NotReached."""
    fitting = [base for base in bases(backups) if until is None or base.ended <= until]
    if not fitting:
        message = f"no backup in {backups} that is old enough holds a copy of the cluster to replay the log on"
        raise NotReached(message)
    check_whole(fitting[-1])
    return fitting[-1]


def check_whole(base: Base) -> Path:
    """The folder of the log that it is replayed along. Raises NotReached where a piece of that is missing."""
    where = folder_of(base.backup.parent, base.system)
    if missing := gap(where, base.needs):
        message = f"the log in {where} lacks {missing}; `naniwa restore {base.backup}` does without"
        raise NotReached(message)
    return where


def gap(log: Path, needs: str) -> str | None:
    """The first piece that is missing before the end of the log, counted from the first needed."""
    found = {name[8:]: path for path in log.glob("*") if PIECE.fullmatch(name := path.name.partition(".")[0])}
    if needs[8:] not in found:
        return needs
    of_one_number = _PER_NUMBER // found[needs[8:]].stat().st_size
    places = {_place(name, of_one_number) for name in found}
    for place in range(_place(needs[8:], of_one_number), max(places)):
        if place not in places:
            return f"{needs[:8]}{place // of_one_number:08X}{place % of_one_number:08X}"
    return None


def _place(name: str, of_one_number: int) -> int:
    return int(name[:8], 16) * of_one_number + int(name[8:], 16)


def prune(backups: Path) -> None:
    """Let go of log that comes before the oldest copy, and of documents that the newest backup holds."""
    kept = bases(backups)
    for system in {base.system for base in kept}:
        oldest = min(base.needs[8:] for base in kept if base.system == system)
        for path in folder_of(backups, system).glob("*"):
            if PIECE.fullmatch(path.name) and path.name[8:] < oldest:
                path.unlink()
    newest = next(reversed(shelf.whole(backups)), None)
    for copied in files.documents(mirror(backups)) if newest else ():
        if newest and (newest / DOCUMENTS / copied.relative_to(mirror(backups))).exists():
            copied.unlink()


def keep_document(number: UUID, data: Path, backups: Path, *, newest: Path | None) -> bool:
    """Copy one document to the mirror, for good, unless that or the newest backup holds it; whether one does now."""
    name = Path(number.hex[:2], number.hex[2:4], str(number))
    target = mirror(backups) / name
    if target.exists() or (newest and (newest / DOCUMENTS / name).exists()):
        return True
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    begun = target.with_name(f"{target.name}{BEGUN}")
    with suppress(FileNotFoundError):  # discarded meanwhile
        files.copy(data / DOCUMENTS / name, begun)
        with begun.open("rb+") as file:
            os.fsync(file.fileno())
        begun.rename(target)
        sync_folder(target.parent)
        return True
    return False


def documents(backups: Path) -> Iterator[Path]:
    """Every folder in which a document's file may lie: the mirror, then the backups, newest first."""
    yield mirror(backups)
    for backup in reversed(shelf.whole(backups)):
        yield backup / DOCUMENTS
