"""`naniwa restore`: a backup put back into an empty place."""

import atexit
import time
from pathlib import Path
from typing import Annotated

import typer

from naniwa.cli.app import app, console, emit
from naniwa.cli.backup import prove, reader
from naniwa.cli.backups import returning, secret, shelf
from naniwa.cli.backups.shelf import Manifest
from naniwa.cli.database import APPLICATION, server_of, set_up
from naniwa.cli.progress import telling
from naniwa.conf.environment import Environment


@app.command()
def restore(
    folder: Annotated[Path, typer.Argument(exists=True, file_okay=False, help="A backup, or a folder of them.")],
    *,
    only_verify: Annotated[bool, typer.Option("--only-verify", help="In a throw-away place; changes nothing.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on standard output.")] = False,
) -> None:
    """Put a backup (of a folder of them, the newest) into this empty installation; check files first and all after."""
    chosen, began = shelf.pick(folder.absolute()), time.monotonic()
    manifest = shelf.read(chosen)
    told: dict[str, object]
    if only_verify:
        prove(chosen)
        words = f"{chosen} is whole: restored into a throw-away place, which is gone again."
        told = {"throw_away": True}
    else:
        same_key, behind = _restore(chosen, manifest)
        words = _words(chosen, same_key=same_key, behind=behind)
        told = {"throw_away": False, "same_secret_key": same_key, "migrations_to_run": behind}
    counted = {"rows": manifest.rows, "documents": manifest.documents, "head": manifest.head}
    if as_json:
        emit({"ok": True, "backup": str(chosen), **counted, **told, "seconds": round(time.monotonic() - began, 1)})
    console.print(words, highlight=False, soft_wrap=True)


def _restore(chosen: Path, manifest: Manifest) -> tuple[bool, int]:
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
    return secret.recognise(secret.secret_key(environment)) == manifest.secret, _behind(manifest)


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
