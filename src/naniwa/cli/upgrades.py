"""What `naniwa upgrade` looks at before it changes anything, and what it remembers while it does."""

import inspect
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from naniwa.cli import code
from naniwa.library.postgres import LauncherError

LOCK = 7_162_535
PATIENCE = 20.0
_SESSIONS = """
SELECT application_name, count(*) FROM pg_stat_activity
WHERE datname = current_database() AND usename = 'naniwa_app' AND application_name LIKE %s
GROUP BY 1 ORDER BY 1
"""
# What CREATE INDEX CONCURRENTLY leaves when it is killed: in the way of the next try, and of no use.
_HALF_MADE = """
SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
WHERE NOT i.indisvalid AND c.relnamespace = 'public'::regnamespace AND pg_get_userbyid(c.relowner) = current_user
"""


class AnotherUpgrade(LauncherError):
    """Two at once would get in each other's way."""


@dataclass(frozen=True)
class Change:
    """A migration that waits, as `app.name`; `irreversible` ones can only be undone by restoring the backup."""

    name: str
    irreversible: bool


@contextmanager
def alone(owner_url: str) -> Iterator[psycopg.Connection]:
    """Hold the right to upgrade; one that was killed loses it. Raises AnotherUpgrade."""
    with psycopg.connect(owner_url, autocommit=True) as connection:
        until = time.monotonic() + PATIENCE
        while not _taken(connection):
            if time.monotonic() > until:
                message = "another upgrade of this database is under way; wait for it"
                raise AnotherUpgrade(message)
            time.sleep(0.2)
        yield connection


def waiting() -> list[Change]:
    """Migrations of this code that the database has not seen, in the order in which they will run."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [Change(f"{one.app_label}.{one.name}", _irreversible(one)) for one, _backwards in plan]


def ahead() -> list[str]:
    """Migrations of the database that this code does not know: it was upgraded by a later Naniwa."""
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader

    loader = MigrationLoader(connection)
    ours = {app for app, _name in loader.disk_migrations}
    unknown = set(loader.applied_migrations) - set(loader.disk_migrations) - set(loader.replacements)
    return sorted(f"{app}.{name}" for app, name in unknown if app in ours)


def older(connection: psycopg.Connection) -> list[str]:
    """Processes connected now that run other code, such as `naniwa worker (2 connections)`."""
    found = connection.execute(_SESSIONS, [f"{code.NAME} %"]).fetchall()
    return [f"{name.rpartition(' ')[0]} ({count} connections)" for name, count in found
            if not name.endswith(code.digest())]  # fmt: skip


def drop_half_made(connection: psycopg.Connection) -> list[str]:
    """Remove indexes whose making was interrupted."""
    names = [name for (name,) in connection.execute(_HALF_MADE)]
    for name in names:
        connection.execute(sql.SQL("DROP INDEX {}").format(sql.Identifier(name)))
    return names


@dataclass(frozen=True)
class Journal:
    """What was done so far, for the run after an interruption."""

    file: Path

    def read(self) -> dict[str, Any]:
        """Empty where no upgrade was interrupted."""
        try:
            found: dict[str, Any] = json.loads(self.file.read_text())
        except (FileNotFoundError, ValueError):
            return {}
        return found

    def write(self, **facts: object) -> None:
        self.file.parent.mkdir(parents=True, exist_ok=True)
        new = self.file.with_name(f"{self.file.name}.new")
        new.write_text(json.dumps(facts))
        new.replace(self.file)

    def close(self) -> None:
        self.file.unlink(missing_ok=True)


def _taken(connection: psycopg.Connection) -> bool:
    row = connection.execute("SELECT pg_try_advisory_lock(%s)", [LOCK]).fetchone()
    return bool(row and row[0])


def _irreversible(migration: Any) -> bool:  # noqa: ANN401 - Django's Migration, which is imported only when set up
    module = inspect.getmodule(type(migration))
    told = module is not None and "irreversible:" in inspect.getsource(module)
    return told or any(not operation.reversible for operation in migration.operations)
