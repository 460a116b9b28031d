"""Files that no row knows, left by a transaction that did not commit, are removed; rows without a file are told."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import batched
from pathlib import Path
from uuid import UUID

from naniwa.kernel.documents import storage
from naniwa.kernel.documents.models import Document, State

GRACE = timedelta(days=1)  # longer than any transaction; a younger file may still get its row
BATCH = 1000


@dataclass(frozen=True)
class Swept:
    """How many files were removed, and the documents whose file is gone (a loss: restore it from the backup)."""

    removed: int
    missing: tuple[UUID, ...]


def sweep(*, now: datetime) -> Swept:
    """Run as the system, or documents of others would look like orphans."""
    before = (now - GRACE).timestamp()
    old = (path for path in _files(storage.root()) if path.stat().st_mtime < before)
    removed = sum(_remove_orphans(batch) for batch in batched(old, BATCH))
    kept = Document.objects.filter(discarded_at=None).exclude(state=State.REJECTED)
    missing = tuple(each.pk for each in kept.only("pk").iterator() if not storage.path_of(each).exists())
    return Swept(removed, missing)


def _files(root: Path) -> Iterator[Path]:
    for folder, _folders, names in root.walk():
        yield from (folder / name for name in names)


def _remove_orphans(paths: tuple[Path, ...]) -> int:
    numbers = {number for path in paths if (number := _number(path))}
    known = set(
        Document.objects.filter(pk__in=numbers, discarded_at=None)
        .exclude(state=State.REJECTED)
        .values_list("pk", flat=True)
    )
    orphans = [path for path in paths if _number(path) not in known]
    for path in orphans:
        path.unlink(missing_ok=True)
    return len(orphans)


def _number(path: Path) -> UUID | None:
    try:
        return UUID(path.name.partition(".")[0])
    except ValueError:
        return None
