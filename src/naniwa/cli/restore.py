"""`naniwa restore`: a backup put back into an empty place."""

import atexit
import time
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from naniwa.cli import restored, upgrades
from naniwa.cli.app import app, console, emit, fail
from naniwa.cli.backup import prove, reader
from naniwa.cli.backups import replay, returning, secret, shelf
from naniwa.cli.backups.returning import Place
from naniwa.cli.backups.shelf import Manifest
from naniwa.cli.database import APPLICATION, server_of, set_up
from naniwa.cli.progress import telling
from naniwa.conf.environment import Environment
from naniwa.library.periods import TOKYO


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
    began, environment = time.monotonic(), Environment.read()
    place = None if only_verify else _place(environment)
    chosen = _replayed(folder.absolute(), until, place) if until else shelf.pick(folder.absolute())
    manifest = shelf.read(chosen)
    told: dict[str, object]
    if place is None:
        prove(chosen)
        words = f"{chosen} is whole: restored into a throw-away place, which is gone again."
        told = {"throw_away": True}
    else:
        same_key, behind, held = _restore(chosen, manifest, place, environment)
        words = _words(chosen, same_key=same_key, behind=behind, held=held)
        told = {"throw_away": False, "same_secret_key": same_key, "migrations_to_run": behind, "mail_held_back": held}
    counted: dict[str, object] = {"rows": manifest.rows, "documents": manifest.documents, "head": manifest.head}
    counted |= {"lacking": manifest.lacking, "reached": manifest.reached, "log_ended": manifest.log_ended}
    if as_json:
        emit({"ok": True, "backup": str(chosen), **counted, **told, "seconds": round(time.monotonic() - began, 1)})
    console.print(words + _about_documents(manifest) + _about_log(manifest), highlight=False, soft_wrap=True)


def _place(environment: Environment) -> Place:
    server = server_of(environment)
    atexit.register(server.stop)
    return Place(server=server, reader=lambda: reader(environment, server), data=environment.data)


def _replayed(backups: Path, until: str, place: Place | None) -> Path:
    """A new backup of the database as it was then; of a restore that was interrupted, the one that it had made."""
    moment = _moment(until)
    backups = backups.parent if (backups / shelf.MANIFEST).exists() else backups
    if place and place.data:
        begun = returning.begun(place.data, shelf.whole(backups))
        if begun and shelf.read(begun).until == replay.name(moment):
            return begun
        if begun:
            fail(f"a restore into {place.data} has not ended: run `naniwa restore {begun}` again, or empty the place")
        returning.check_empty(place)
    with telling() as tell:
        return replay.make(backups, moment, tell)


def _moment(until: str) -> datetime | None:
    """Japanese time unless it names another; None for the end of the log."""
    if until == "end":
        return None
    try:
        moment = datetime.fromisoformat(until)
    except ValueError:
        fail(f"'{until}' is no moment: write --until '2026-11-24 12:34', or --until end")
    return moment if moment.tzinfo else moment.replace(tzinfo=TOKYO)


def _restore(chosen: Path, manifest: Manifest, place: Place, environment: Environment) -> tuple[bool, int, int | None]:
    """Whether the secret key is the backup's, how many migrations of this code it lacks, and how many mails were held.

    Mails of a database that does not fit this code are held back by `naniwa upgrade`.
    """
    production = bool(environment.database_url)
    if production:
        set_up()
    with telling() as tell:
        returning.put_back(chosen, manifest, place, tell)
        if not production:
            set_up("naniwa.conf.demo", database_url=place.server.url(APPLICATION))
        returning.check_against(manifest, place, tell)
    restored.owe(environment.data)
    returning.finished(place)
    behind = len(upgrades.waiting())
    held = None if behind or upgrades.ahead() else restored.hold_back(environment.data)
    return secret.recognise(secret.secret_key(environment)) == manifest.secret, behind, held


def _words(chosen: Path, *, same_key: bool, behind: int, held: int | None) -> str:
    lines = [f"Restored {chosen}; counts and every seal agree."]
    if not same_key:
        lines.append("NANIWA_SECRET_KEY is not the backup's: set that one, or authenticator apps must be set up anew.")
    if behind:
        lines.append(f"It lacks {behind} changes of the tables: run `naniwa upgrade` before the site starts.")
    if held is None:
        lines.append("Mail that waited in it will be held back by `naniwa upgrade`; no worker starts before that.")
    return "\n".join(filter(None, [*lines, restored.about_mail(held)]))


def _about_documents(manifest: Manifest) -> str:
    """Those whose files were lost: the receipts stand, and their applicants must be asked again."""
    if not manifest.lacking:
        return ""
    return f"\n{len(manifest.lacking)} documents have no sound file: {', '.join(manifest.lacking)}"


def _about_log(manifest: Manifest) -> str:
    if not manifest.until:
        return ""
    last = f"{datetime.fromisoformat(manifest.reached).astimezone(TOKYO):%Y-%m-%d %H:%M:%S}" if manifest.reached else ""
    made = f"The last change in it was made at {last}." if last else "The log held no change."
    early = f"\nThe log ends before {manifest.until}: all that it held is there." if manifest.log_ended else ""
    return f"{early}\n{made}"
