"""Who the database thinks is acting: four settings, local to a transaction, that every row policy reads."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.migrations.operations import RunSQL

APPLICATION_ROLE = "naniwa_app"

# What the owner role runs before its first migration: the application may use tables, never own them.
DEFAULT_PRIVILEGES = f"""
    ALTER DEFAULT PRIVILEGES GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {APPLICATION_ROLE};
    ALTER DEFAULT PRIVILEGES GRANT USAGE, SELECT ON SEQUENCES TO {APPLICATION_ROLE};
"""

_SETTINGS = ("app.org", "app.person", "app.scope", "app.mandate")
_SET = "SELECT " + ", ".join(f"set_config('{name}', %s, true)" for name in _SETTINGS)
_GET = "SELECT " + ", ".join(f"current_setting('{name}', true)" for name in _SETTINGS)


class NoTransaction(Exception):
    """The scope is local to a transaction, and none is open."""


@dataclass(frozen=True)
class Scope:
    """The acting organisation and person by row number, or the system itself.

    With a mandate, the person is the principal, and only what was done under it is seen of their applications.
    """

    organisation_id: int | None = None
    person_id: int | None = None
    system: bool = False
    mandate_id: int | None = None


NOBODY = Scope()
SYSTEM = Scope(system=True)


def enter(scope: Scope) -> None:
    """Act in this scope until the transaction ends. Raises NoTransaction."""
    if not connection.in_atomic_block:
        raise NoTransaction
    system = "system" if scope.system else ""
    _apply(_text(scope.organisation_id), _text(scope.person_id), system, _text(scope.mandate_id))


@contextmanager
def acting_as(scope: Scope) -> Iterator[None]:
    """Open a transaction (or a savepoint) in this scope, and give back the earlier scope after it."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(_GET)
            before = cursor.fetchone()
        enter(scope)
        yield
        _apply(*(value or "" for value in before or [""] * len(_SETTINGS)))


def as_system() -> AbstractContextManager[None]:
    """Act for the platform itself: jobs, imports, rehearsals."""
    return acting_as(SYSTEM)


def _apply(organisation: str, person: str, scope: str, mandate: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_SET, [organisation, person, scope, mandate])


def _text(number: int | None) -> str:
    return "" if number is None else str(number)


def row_security(table: str, using: str, check: str | None = None, *, change: str | None = None) -> list[RunSQL]:
    """Migration operations that put a table under policies which bind its owner too.

    All are SQL conditions: `using` says which rows are seen, `check` which may be written (as `using` unless given),
    `change` which may be written, altered or deleted where that is less than what is seen.
    """
    if change is None:
        policies = [f"CREATE POLICY naniwa_scope ON {table} USING ({using}) WITH CHECK ({check or using})"]
    else:
        policies = [
            f"CREATE POLICY naniwa_scope ON {table} FOR SELECT USING ({using})",
            f"CREATE POLICY naniwa_add ON {table} FOR INSERT WITH CHECK ({change})",
            f"CREATE POLICY naniwa_change ON {table} FOR UPDATE USING ({change}) WITH CHECK ({change})",
            f"CREATE POLICY naniwa_remove ON {table} FOR DELETE USING ({change})",
        ]
    names = [policy.split()[2] for policy in policies]
    return [
        RunSQL(
            f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY; ALTER TABLE {table} FORCE ROW LEVEL SECURITY;"
            + ";".join(policies),
            "".join(f"DROP POLICY {name} ON {table};" for name in names)
            + f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY; ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;",
        ),
    ]
