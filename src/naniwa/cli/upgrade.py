"""`naniwa upgrade`: look, take a backup, bring the tables up to this code, look again."""

import atexit
from pathlib import Path
from typing import Annotated, Any

import typer

from naniwa.cli import restored, upgrades
from naniwa.cli.app import app, console, emit, fail
from naniwa.cli.backup import Folder, write
from naniwa.cli.database import APPLICATION, OWNER, migrate_as_owner, server_of, set_up
from naniwa.cli.migrate import collect_static, load_reference
from naniwa.conf.environment import Environment
from naniwa.library.postgres import Server

JOURNAL = "upgrade-under-way"


@app.command()
def upgrade(
    folder: Folder = None,
    *,
    no_backup: Annotated[bool, typer.Option("--no-backup", help="You have one of your own.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on standard output.")] = False,
) -> None:
    """Bring an installation to this code; run again, an interrupted one goes on. Restart web and worker after it."""
    environment = Environment.read()
    server = _prepared(environment)
    journal = upgrades.Journal(environment.data / JOURNAL)
    with upgrades.alone(server.url(OWNER)) as connection:
        changes, left = upgrades.waiting(), journal.read()
        older = upgrades.older(connection)
        _before(changes, older, left)
        made = None if no_backup or not (changes or left) else _backup(folder or environment.backups, left)
        journal.write(backup=made)
        upgrades.drop_half_made(connection)
        with console.status("Bringing tables, organisations and static files up to date"):
            applied = migrate_as_owner(server.url(OWNER))
            load_reference()
            collect_static()
        held = restored.hold_back(environment.data)
        problems = _after()
        if not problems:
            journal.close()
    told = {"backup": made, "applied": applied, "older": older, "continued": bool(left), "mail_held_back": held}
    irreversible = [change.name for change in changes if change.irreversible]
    if as_json:
        emit({"ok": not problems, **told, "irreversible": irreversible, "problems": problems})
    _tell(applied, older, problems)
    restored.tell(held)
    raise typer.Exit(1 if problems else 0)


def _prepared(environment: Environment) -> Server:
    """Django on the database, which must not be of a later Naniwa."""
    if environment.database_url:
        environment.require("migration_database_url")
    server = server_of(environment)
    atexit.register(server.stop)
    if environment.database_url:
        set_up()
    else:
        set_up("naniwa.conf.demo", database_url=server.url(APPLICATION))
    if ahead := upgrades.ahead():
        fail(f"the database was upgraded by a later Naniwa, which made {', '.join(ahead[:5])}: install that one")
    return server


def _before(changes: list[upgrades.Change], older: list[str], left: dict[str, Any]) -> None:
    """Tell what will happen, and stop where it could not end well."""
    from naniwa.cli.checks import disc

    if left:
        console.print("An upgrade was interrupted; it goes on.")
    for change in changes:
        mark = " [yellow](cannot be undone but by restoring the backup)[/]" if change.irreversible else ""
        console.print(f"{change.name}{mark}", highlight=False)
    for process in older:
        console.print(f"Runs other code, and goes on meanwhile: {process}", highlight=False)
    problems = [f"{finding.subject}: {finding.found}: {finding.remedy}" for finding in disc() if finding.remedy]
    if changes and problems:
        fail("not begun, because of " + "; ".join(problems))
    if older and any(change.irreversible for change in changes):
        fail("not begun: a change that cannot be undone waits, and other code still runs: stop web and worker first")


def _backup(folder: Path | None, left: dict[str, Any]) -> str:
    """The one taken before an interruption counts: it is of the time before any change."""
    earlier = left.get("backup")
    if earlier and Path(earlier).exists():
        return str(earlier)
    if folder is None:
        fail("say where the backup goes: naniwa upgrade FOLDER, or set NANIWA_BACKUPS, or give --no-backup")
    return str(write(folder.absolute()))


def _after() -> list[str]:
    """The problems of what an upgrade could have harmed."""
    from naniwa.cli import checks

    looks = (checks.role, checks.tables, checks.row_security, checks.reference, checks.trail)
    found = [finding for look in looks for finding in look()]
    return [f"{finding.subject}: {finding.found}: {finding.remedy}" for finding in found if finding.remedy]


def _tell(applied: list[str], older: list[str], problems: list[str]) -> None:
    console.print(f"{len(applied)} changes made; checked afterwards." if applied else "The tables were up to date.")
    for problem in problems:
        console.print(f"[red]✗[/] {problem}", highlight=False, soft_wrap=True)
    if older:
        console.print("Restart web and worker now: systemctl restart naniwa-web naniwa-worker")
