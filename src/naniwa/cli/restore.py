"""`naniwa restore`: a backup put back into an empty place."""

import atexit
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

import typer

from naniwa.cli.app import app, console, emit, fail
from naniwa.cli.backup import prove, reader
from naniwa.cli.backups import log, making, returning, secret, shelf
from naniwa.cli.backups.shelf import Manifest
from naniwa.cli.database import APPLICATION, server_of, set_up
from naniwa.cli.progress import telling
from naniwa.conf.environment import Environment
from naniwa.library.periods import TOKYO
from naniwa.library.postgres.replaying import replayed


@app.command()
def restore(
    folder: Annotated[Path, typer.Argument(exists=True, file_okay=False, help="A backup, or a folder of them.")],
    *,
    until: Annotated[
        str | None, typer.Option(help="Replay the log to '2026-11-24 12:34' (Japanese time), or to its `end`.")
    ] = None,
    only_verify: Annotated[bool, typer.Option("--only-verify", help="In a throw-away place; changes nothing.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on standard output.")] = False,
) -> None:
    """Put a backup (of a folder of them, the newest) into this empty installation; check files first and all after."""
    began, reached = time.monotonic(), None
    if until:
        chosen, reached, key = _replay(folder.absolute(), _moment(until))
    else:
        chosen = shelf.pick(folder.absolute())
        key = shelf.read(chosen).secret
    manifest = shelf.read(chosen)
    told: dict[str, object]
    if only_verify:
        prove(chosen)
        words = f"{chosen} is whole: restored into a throw-away place, which is gone again."
        told = {"throw_away": True}
    else:
        same_key, behind = _restore(chosen, manifest, key)
        words = _words(chosen, same_key=same_key, behind=behind)
        told = {"throw_away": False, "same_secret_key": same_key, "migrations_to_run": behind}
    counted: dict[str, object] = {"rows": manifest.rows, "documents": manifest.documents, "head": manifest.head}
    counted |= {"lacking": manifest.lacking, "reached": reached and reached.isoformat()}
    words += _about_documents(manifest) + _about_log(reached)
    if as_json:
        emit({"ok": True, "backup": str(chosen), **counted, **told, "seconds": round(time.monotonic() - began, 1)})
    console.print(words, highlight=False, soft_wrap=True)


def _moment(until: str) -> datetime | None:
    """Japanese time unless it names another; None for the end of the log."""
    if until == "end":
        return None
    try:
        moment = datetime.fromisoformat(until)
    except ValueError:
        fail(f"'{until}' is no moment: write --until '2026-11-24 12:34', or --until end")
    return moment if moment.tzinfo else moment.replace(tzinfo=TOKYO)


def _replay(backups: Path, until: datetime | None) -> tuple[Path, datetime | None, str]:
    """A new backup of the database as it was then, when its last change was made, and the mark of its secret key."""
    if (backups / shelf.MANIFEST).exists():
        backups = backups.parent
    base, environment = log.choose(backups, until=until), Environment.read()
    manifest = shelf.read(base.backup)
    with telling() as tell:
        returning.check_files(base.backup, manifest, tell)
        with replayed(base.copy, log.folder_of(backups, base.system), until=until) as then:
            database = urlsplit(environment.database_url).path.lstrip("/") or "naniwa"
            source = making.Source(
                url=then.server.url("postgres", database),
                environment=environment,
                folders=tuple(log.documents(backups)),
            )
            return making.make(source, backups, now=datetime.now(UTC), telling=tell), then.last, manifest.secret


def _restore(chosen: Path, manifest: Manifest, key: str) -> tuple[bool, int]:
    """Whether the secret key is the backup's, and how many migrations of this code it lacks."""
    environment = Environment.read()
    server = server_of(environment)
    atexit.register(server.stop)
    place = returning.Place(server=server, reader=lambda: reader(environment, server), data=environment.data)
    production = bool(environment.database_url)
    if production:
        set_up()
    with telling() as tell:
        returning.put_back(chosen, manifest, place, tell)
        if not production:
            set_up("naniwa.conf.demo", database_url=server.url(APPLICATION))
        returning.check_against(manifest, place, tell)
    returning.finished(place)
    return secret.recognise(secret.secret_key(environment)) == key, _behind(manifest)


def _behind(manifest: Manifest) -> int:
    from django.db.migrations.loader import MigrationLoader

    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations or ()}
    return len(known - set(manifest.migrations))


def _words(chosen: Path, *, same_key: bool, behind: int) -> str:
    lines = [f"Restored {chosen}; counts and every seal agree."]
    if not same_key:
        lines.append("NANIWA_SECRET_KEY is not the backup's: set that one, or authenticator apps must be set up anew.")
    if behind:
        lines.append(f"It lacks {behind} changes of the tables: run `naniwa upgrade` before the site starts.")
    return "\n".join(lines)


def _about_documents(manifest: Manifest) -> str:
    """Those whose files were lost: the receipts stand, and their applicants must be asked again."""
    if not manifest.lacking:
        return ""
    return f"\n{len(manifest.lacking)} documents have no sound file: {', '.join(manifest.lacking)}"


def _about_log(reached: datetime | None) -> str:
    return f"\nThe last change in it was made at {reached.astimezone(TOKYO):%Y-%m-%d %H:%M:%S}." if reached else ""
