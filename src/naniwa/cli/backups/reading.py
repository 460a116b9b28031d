"""A database as it was at one moment, for a role that row security does not bind."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

import psycopg
from psycopg import Connection, IsolationLevel, sql

from naniwa.library.postgres import LauncherError

_BOUND = "SELECT current_user, rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"
_TABLES = """
SELECT relname FROM pg_class
WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY relname
"""
_HEAD = "SELECT number || ':' || encode(hash, 'hex') FROM audit_block ORDER BY number DESC LIMIT 1"
_LAST = """
SELECT greatest((SELECT max(txid::text::bigint) FROM audit_record), (SELECT max(last_txid) FROM audit_block), 0)
"""
_DOCUMENTS = "SELECT id, sha256 FROM documents_document WHERE discarded_at IS NULL AND state <> 'rejected'"
_MIGRATIONS = "SELECT app || '.' || name FROM django_migrations ORDER BY 1"


class Bound(LauncherError):
    """The role would see only some rows, and a copy by it would lack the others."""


@dataclass(frozen=True)
class Moment:
    """One snapshot: others read the same under its name as long as this is open."""

    connection: Connection
    snapshot: str

    @property
    def server(self) -> int:
        """The server's major version."""
        return self.connection.info.server_version // 10_000

    def tables(self) -> dict[str, int]:
        """Rows of each table."""
        names = [name for (name,) in self.connection.execute(_TABLES)]
        count = sql.SQL("SELECT count(*) FROM public.{}")
        return {name: int(str(self._value(count.format(sql.Identifier(name))))) for name in names}

    def head(self) -> str | None:
        """The newest seal of the audit trail as `block:hash`."""
        head = self._value(sql.SQL(_HEAD))
        return str(head) if head else None

    def last_txid(self) -> int:
        return int(str(self._value(sql.SQL(_LAST))))

    def migrations(self) -> list[str]:
        return [name for (name,) in self.connection.execute(_MIGRATIONS)]

    def documents(self) -> dict[UUID, str]:
        """The SHA-256 that each document's file must have."""
        return dict(self.connection.execute(_DOCUMENTS).fetchall())

    def _value(self, query: sql.SQL | sql.Composed) -> object:
        row = self.connection.execute(query).fetchone()
        return row[0] if row else None


@contextmanager
def moment(url: str) -> Iterator[Moment]:
    """All rows at one moment. Raises Bound for a role that would not see them all."""
    with psycopg.connect(url) as connection:
        connection.isolation_level = IsolationLevel.REPEATABLE_READ
        connection.read_only = True
        name, free = connection.execute(_BOUND).fetchone() or ("", False)
        if not free:
            message = (
                f"row security binds the role {name}, so a copy by it would lack rows: give NANIWA_BACKUP_DATABASE_URL "
                "with a role made by CREATE ROLE naniwa_backup LOGIN BYPASSRLS IN ROLE pg_read_all_data"
            )
            raise Bound(message)
        [snapshot] = connection.execute("SELECT pg_export_snapshot()").fetchone() or ("",)
        yield Moment(connection, snapshot)
        connection.rollback()
