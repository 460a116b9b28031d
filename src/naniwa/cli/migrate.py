"""`naniwa migrate`: tables and reference data up to date."""

from typing import Annotated

import typer

from naniwa.cli import restored
from naniwa.cli.app import app, console, emit
from naniwa.cli.database import OWNER, migrate_as_owner, server_of, set_up
from naniwa.conf.environment import Environment


@app.command()
def migrate(
    *, as_json: Annotated[bool, typer.Option("--json", help="One JSON object on standard output.")] = False
) -> None:
    """Bring tables, organisations and static files up to date. Safe to run again."""
    environment = Environment.read()
    environment.require("migration_database_url")
    set_up()
    owner = server_of(environment).url(OWNER, _name(environment))
    with console.status("Bringing the tables up to date"):
        applied = migrate_as_owner(owner)
    with console.status("Loading organisations and static files"):
        load_reference()
        collect_static()
    restored.tell(restored.hold_back(environment.data))
    if as_json:
        emit({"ok": True, "applied": applied})
    console.print("Naniwa is up to date.")


def _name(environment: Environment) -> str:
    from naniwa.conf.environment import database_settings

    return str(database_settings(environment.migration_database_url)["NAME"])


def load_reference() -> None:
    """The organisations that ship with Naniwa."""
    from naniwa.kernel.organisations import operations
    from naniwa.kernel.organisations.isolation import as_system

    with as_system():
        operations.load_reference()


def collect_static() -> None:
    """Nothing to do in the demo, which serves them from the packages."""
    from django.conf import settings
    from django.core.management import call_command

    if settings.STATIC_ROOT:
        call_command("collectstatic", verbosity=0, interactive=False)
