"""Putting a backup back into an empty place, and proving that what stands there is what was saved."""

import shutil
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from naniwa.cli.backups import files, shelf
from naniwa.cli.backups.making import Telling
from naniwa.cli.backups.reading import moment
from naniwa.cli.backups.shelf import DATABASE, DOCUMENTS, Manifest
from naniwa.cli.database import APPLICATION, OWNER, connected_as
from naniwa.library.postgres import LauncherError, Server, copying, start_server
from naniwa.library.postgres.passing import passing_home

MARK = "restore-under-way"
WAIT = 0.2
_TABLES = "SELECT count(*) FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
_RESTORING = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'pg_restore'"
)
_REACHED = "SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint"


class NotEmpty(LauncherError):
    """Something stands where the backup would be put; nothing is ever written over."""


class CounterBehind(LauncherError):
    """The server counts its transactions from below what the audit trail names."""


class Different(LauncherError):
    """What stands there now is not what the manifest says."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where to: `reader` is a URL of a role that sees every row, asked for once the roles are known."""

    server: Server
    reader: Callable[[], str]
    data: Path | None = None


def put_back(backup: Path, manifest: Manifest, place: Place, telling: Telling) -> None:
    """Database and documents, each wholly or not at all; one that was interrupted goes on where it was.

    Raises Damaged, NotEmpty, CounterBehind, NotCopied.
    """
    check_files(backup, manifest, telling)
    _wait_for_orphan(place.server, telling)
    going_on = _going_on(place, manifest)
    if not (going_on and _tables(place.server)):
        check_empty(place, going_on=going_on)
        _mark(place, manifest)
        pass_transactions(place.server, manifest)
        _database(backup, manifest, place.server, telling)
    if place.data:
        _documents(backup, place.data / DOCUMENTS, telling)


def finished(place: Place) -> None:
    """The same place may not be filled again."""
    if place.data:
        (place.data / MARK).unlink(missing_ok=True)


def check_files(backup: Path, manifest: Manifest, telling: Telling) -> None:
    files.check(backup, manifest.sums, lambda done: telling("Checking files", done, manifest.files))


def check_against(manifest: Manifest, place: Place, telling: Telling) -> None:
    """Counts, the newest seal, and every seal anew. Raises Different; needs Django."""
    from naniwa.kernel.audit import queries

    with moment(place.reader()) as seen:
        counted, head = seen.tables(), seen.head()
    wrong = [f"{name}: {counted.get(name, 0)} rows, not {rows}" for name, rows in manifest.tables.items()
             if counted.get(name) != rows]  # fmt: skip
    if head != manifest.head:
        wrong.append(f"the newest seal is {head}, not {manifest.head}")
    total = int(head.partition(":")[0]) if head else 0
    with connected_as(place.server.url(APPLICATION)):
        faults = queries.verify(progress=lambda block: telling("Recomputing seals", block, total))
    wrong += map(str, faults)
    if wrong:
        message = "what was restored is not what was saved:\n" + "\n".join(wrong[:20])
        raise Different(message)


@contextmanager
def throw_away() -> Iterator[Place]:
    """A server of its own in a temporary folder; nothing of it is left."""
    with passing_home("naniwa-proof-") as home:
        server = start_server(home / DATABASE, fast=True)
        try:
            yield Place(server=server, reader=lambda: server.url("postgres"))
        finally:
            server.stop()
            if server.folder:
                shutil.rmtree(server.folder.parent, ignore_errors=True)


def pass_transactions(server: Server, manifest: Manifest) -> None:
    """Sealing orders records by the server's transaction numbers, so new ones must be higher. Raises CounterBehind."""
    if _value(server, _REACHED) > manifest.last_txid:
        return
    server.pass_transaction(manifest.last_txid)
    if _value(server, _REACHED) <= manifest.last_txid:
        message = (
            "the server's transaction counter is behind the audit trail. Stop the server, and as its own user run: "
            f"pg_resetwal --epoch={(manifest.last_txid >> 32) + 1} --pgdata DATA; start it, and restore again"
        )
        raise CounterBehind(message)


def _wait_for_orphan(server: Server, telling: Telling) -> None:
    """A restore that was killed leaves pg_restore, which then ends with all or with nothing."""
    while _value(server, _RESTORING):
        telling("Waiting for an earlier restore to end", 0, 1)
        time.sleep(WAIT)


def begun(data: Path, backups: Iterable[Path]) -> Path | None:
    """That of these backups which an interrupted restore was putting back into this place."""
    mark = data / MARK
    sums = mark.read_text() if mark.exists() else None
    return next((backup for backup in backups if sums and shelf.read(backup).sums == sums), None)


def check_empty(place: Place, *, going_on: bool = False) -> None:
    """Raises NotEmpty."""
    if _tables(place.server):
        message = "the database has tables already; a backup is put only into an empty one"
        raise NotEmpty(message)
    if place.data and not going_on and any(files.documents(place.data / DOCUMENTS)):
        message = f"{place.data / DOCUMENTS} holds files already; a backup is put only into an empty folder"
        raise NotEmpty(message)


def _database(backup: Path, manifest: Manifest, server: Server, telling: Telling) -> None:
    total, done = len(manifest.tables), 0

    def told(line: str) -> None:
        nonlocal done
        if "processing data for table" in line:
            done += 1
            telling("Database", done, total)

    with psycopg.connect(server.url(OWNER)) as connection:
        major = connection.info.server_version // 10_000
    copying.restore(server.url(OWNER), backup / DATABASE, server=major, told=told)


def _documents(backup: Path, root: Path, telling: Telling) -> None:
    """Beside their place first: a folder of that name is whole."""
    source = backup / DOCUMENTS
    if any(files.documents(root)):
        return
    begun = root.with_name(f"{root.name}.restoring")
    shutil.rmtree(begun, ignore_errors=True)
    begun.mkdir(mode=0o700)
    found = sorted(files.documents(source))
    for number, file in enumerate(found):
        target = begun / file.relative_to(source)
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        files.copy(file, target)
        shutil.copystat(file, target)
        telling("Documents", number + 1, len(found))
    shutil.rmtree(root, ignore_errors=True)
    begun.rename(root)


def _going_on(place: Place, manifest: Manifest) -> bool:
    mark = place.data / MARK if place.data else None
    return bool(mark and mark.exists() and mark.read_text() == manifest.sums)


def _mark(place: Place, manifest: Manifest) -> None:
    if place.data:
        place.data.mkdir(mode=0o755, parents=True, exist_ok=True)
        (place.data / MARK).write_text(manifest.sums)


def _tables(server: Server) -> int:
    return int(_value(server, _TABLES))


def _value(server: Server, query: str) -> int:
    with psycopg.connect(server.url(OWNER)) as connection:
        row = connection.execute(query.encode()).fetchone()
    return int(row[0]) if row else 0
