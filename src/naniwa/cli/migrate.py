"""`naniwa migrate`: tables and reference data up to date."""

from naniwa.cli.app import app, console
from naniwa.cli.database import OWNER, migrate_as_owner, server_of, set_up
from naniwa.conf.environment import Environment


@app.command()
def migrate() -> None:
    """Bring tables, organisations and static files up to date. Safe to run again."""
    environment = Environment.read()
    environment.require("migration_database_url")
    set_up()
    migrate_as_owner(server_of(environment).url(OWNER, _name(environment)))
    load_reference()
    _collect_static()
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


def _collect_static() -> None:
    from django.core.management import call_command

    call_command("collectstatic", verbosity=0, interactive=False)
