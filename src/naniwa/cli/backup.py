"""`naniwa backup`: database, documents and settings at one moment, in a folder of their own."""

import errno
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from naniwa.cli.app import app, console, emit, fail
from naniwa.cli.backups import log, making, replay, returning, shelf
from naniwa.cli.database import OWNER, server_of, set_up
from naniwa.cli.progress import telling
from naniwa.conf.environment import Environment
from naniwa.library.postgres import Server

Folder = Annotated[Path | None, typer.Argument(help="Folder of backups; NANIWA_BACKUPS unless given.")]


@dataclass(frozen=True, kw_only=True)
class Proved:
    """Seconds that the restore took, and the replay of its copy of the cluster where the backup has one."""

    restored_in: float
    replayed_in: float | None


@app.command()
def backup(
    folder: Folder = None,
    *,
    keep: Annotated[int | None, typer.Option(min=1, help="Remove the oldest beyond this many.")] = None,
    verify: Annotated[bool, typer.Option("--verify", help="Restore it into a throw-away place, and look.")] = False,
    with_secret: Annotated[
        bool, typer.Option("--with-secret", help="Write the secret key down too, in clear.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on standard output.")] = False,
) -> None:
    """Write a whole backup into a new folder below FOLDER, while everything runs; a killed one leaves none."""
    into = folder or Environment.read().backups or fail("say where to: naniwa backup FOLDER, or set NANIWA_BACKUPS")
    began = time.monotonic()
    made = write(into.absolute(), with_secret=with_secret)
    proved = _prove_all(made) if verify else None
    gone = shelf.rotate(into.absolute(), keep=keep) if keep else []
    log.prune(into.absolute())
    manifest = shelf.read(made)
    if as_json:
        emit(_told(made, manifest, proved=proved, gone=gone, seconds=time.monotonic() - began))
    else:
        _tell(made, manifest, proved=proved, gone=gone)
    raise typer.Exit(1 if manifest.lacking else 0)


def write(folder: Path, *, with_secret: bool = False) -> Path:
    """The new backup's own folder; a full disc is a sentence and leaves nothing."""
    environment = Environment.read()
    server = _server(environment)
    source = making.Source(url=reader(environment, server), environment=environment, with_secret=with_secret)
    try:
        with telling() as tell:
            return making.make(source, folder, now=datetime.now(UTC), telling=tell)
    except OSError as problem:
        if problem.errno in {errno.ENOSPC, errno.EDQUOT, errno.EACCES, errno.EROFS}:
            fail(f"no backup was written to {folder}: {problem.strerror}; free some space, or choose another folder")
        raise
    finally:
        server.stop()


def reader(environment: Environment, server: Server) -> str:
    """A role that sees every row: the superuser of the embedded server, or the one that the operator names."""
    if not environment.database_url:
        return server.url("postgres")
    return environment.backup_database_url or server.url(OWNER)


def prove(made: Path) -> float:
    """Restore into a server of its own that is thrown away; seconds that it took. Raises Damaged, Different."""
    began, manifest = time.monotonic(), shelf.read(made)
    with telling() as tell, returning.throw_away() as place:
        returning.put_back(made, manifest, place, tell)
        set_up("naniwa.conf.demo", database_url=place.server.url("naniwa_app"))
        returning.check_against(manifest, place, tell)
    return time.monotonic() - began


def _prove_all(made: Path) -> Proved:
    seconds = prove(made)
    with telling() as tell:
        return Proved(restored_in=seconds, replayed_in=replay.prove(made, tell))


def _server(environment: Environment) -> Server:
    if not environment.database_url and not (environment.data / "database").exists():
        fail(f"there is nothing to back up: no NANIWA_DATABASE_URL, and no database in {environment.data}")
    return server_of(environment)


def _told(
    made: Path, manifest: shelf.Manifest, *, proved: Proved | None, gone: list[Path], seconds: float
) -> dict[str, Any]:
    return {
        "ok": not manifest.lacking,
        "backup": str(made),
        "bytes": manifest.bytes,
        "files": manifest.files,
        "documents": manifest.documents,
        "lacking": manifest.lacking,
        "tables": len(manifest.tables),
        "rows": manifest.rows,
        "head": manifest.head,
        "with_secret": manifest.with_secret,
        "proved_in": round(proved.restored_in, 1) if proved else None,
        "replayed_in": round(proved.replayed_in, 1) if proved and proved.replayed_in else None,
        "removed": [str(path) for path in gone],
        "seconds": round(seconds, 1),
    }


def _tell(made: Path, manifest: shelf.Manifest, *, proved: Proved | None, gone: list[Path]) -> None:
    def say(line: str) -> None:
        console.print(line, highlight=False, soft_wrap=True)

    say(f"Backup: {made}")
    say(f"{manifest.rows:,} rows, {manifest.documents:,} documents, {manifest.bytes / 1024**2:,.1f} MB.")
    say(f"Newest seal of the audit trail: {manifest.head or 'nothing is sealed yet'}")
    if manifest.lacking:
        say(f"[red]{len(manifest.lacking)} documents have no sound file:[/] {', '.join(manifest.lacking[:10])}")
    if proved:
        say(f"Proved: restored into a throw-away place in {proved.restored_in:.0f} s; files, counts and seals agree.")
    if proved and proved.replayed_in:
        say(f"Its copy of the cluster was replayed to the log's end in {proved.replayed_in:.0f} s; every seal agrees.")
    if not manifest.with_secret:
        say("The secret key is not in it: keep it elsewhere, or authenticator apps must be set up anew.")
    for path in gone:
        say(f"Removed: {path}")
