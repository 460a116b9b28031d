"""Which database a command works on: the one of the environment, or the embedded one."""

import atexit
import os
from collections.abc import Iterator
from contextlib import contextmanager

from naniwa.cli import code
from naniwa.conf.environment import Environment, database_settings
from naniwa.library.postgres import Server, start_server

APPLICATION, OWNER = "naniwa_app", "naniwa_owner"


def server_of(environment: Environment) -> Server:
    """The server of NANIWA_DATABASE_URL, else the embedded one below NANIWA_DATA."""
    if environment.database_url:
        owner = environment.migration_database_url or environment.database_url
        return start_server(environment.data, given={APPLICATION: environment.database_url, OWNER: owner})
    return start_server(environment.data / "database")


def set_up(settings: str | None = None, *, database_url: str | None = None) -> None:
    """Load Django with these settings on this database."""
    if settings:
        os.environ["DJANGO_SETTINGS_MODULE"] = settings
    if database_url:
        os.environ["NANIWA_DATABASE_URL"] = database_url
    os.environ["PGAPPNAME"] = code.application_name()
    import django

    django.setup()


def use_installation() -> None:
    """Load Django on the environment's database, or, where none is named, on the embedded one of the demo."""
    environment = Environment.read()
    if environment.database_url:
        set_up()
        return
    server = server_of(environment)
    atexit.register(server.stop)
    set_up("naniwa.conf.demo", database_url=server.url(APPLICATION))


@contextmanager
def connected_as(url: str) -> Iterator[None]:
    """Use another role or database for a while, such as the owner for migrations."""
    from django.db import connection

    before = dict(connection.settings_dict)
    connection.close()
    connection.settings_dict.update(database_settings(url))
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(before)


def migrate_as_owner(owner_url: str) -> list[str]:
    """Bring the tables up to date, as the role that owns them; returns what was applied, as `app.name`."""
    from django.core.management import call_command
    from django.db import connection

    from naniwa.cli.whole import whole_migrations
    from naniwa.kernel.organisations.isolation import DEFAULT_PRIVILEGES

    with connected_as(owner_url), whole_migrations():
        before = _applied()
        with connection.cursor() as cursor:
            cursor.execute(DEFAULT_PRIVILEGES)
        call_command("migrate", verbosity=0, interactive=False)
        return sorted(_applied() - before)


def _applied() -> set[str]:
    from django.db import connection
    from django.db.migrations.recorder import MigrationRecorder

    return {f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations()}
