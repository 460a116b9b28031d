"""Rows by sets: one INSERT for a few, COPY through a passing table for many.

PostgreSQL refuses COPY into a table under row security, so many rows go into a temporary table first and
from there by INSERT ... SELECT, which the policies check.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import Any

from django.db import connection, models, transaction
from psycopg import sql

FEW = 100

type Row = Sequence[Any]
Column = sql.Identifier


class Unseen(Exception):
    """Rows were to be made from others that row security does not show."""


def reserve_ids(model: type[models.Model], count: int) -> list[int]:
    """Take row numbers from the model's sequence, so that rows of several tables can be loaded together."""
    table, column = model._meta.db_table, model._meta.pk.column
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(s.name) FROM (SELECT pg_get_serial_sequence(%s, %s)::regclass AS name OFFSET 0) AS s,"
            " generate_series(1, %s)",
            [table, column, count],
        )
        return [row[0] for row in cursor.fetchall()]


def present(model: type[models.Model], column: str, values: Sequence[str]) -> set[str]:
    """Which of the texts stand in a column already, as far as row security shows."""
    table, name = sql.Identifier(model._meta.db_table), sql.Identifier(column)
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("SELECT {} FROM {} WHERE {} = ANY(%s)").format(name, table, name), [list(values)])
        return {row[0] for row in cursor.fetchall()}


def array(texts: Iterable[str]) -> str:
    """Texts as PostgreSQL writes an array of them: quicker for many rows than a list is."""
    quoted = (text.replace("\\", "\\\\").replace('"', '\\"') for text in texts)
    return "{" + ",".join(f'"{text}"' for text in quoted) + "}"


def load(model: type[models.Model], columns: Sequence[str], rows: Sequence[Row]) -> int:
    """Insert rows of values in the order of `columns`; returns how many.

    JSON is given as text, an array as `array` writes it or as a list. Columns not named take the default, or NULL.
    """
    if not rows:
        return 0
    target, names = sql.Identifier(model._meta.db_table), sql.SQL(", ").join(map(sql.Identifier, columns))
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        if len(rows) <= FEW:
            place = sql.SQL("({})").format(sql.SQL(", ").join([sql.Placeholder()] * len(columns)))
            statement = sql.SQL("INSERT INTO {} ({}) VALUES {}").format(
                target, names, sql.SQL(", ").join([place] * len(rows))
            )
            cursor.execute(statement, list(chain.from_iterable(rows)))
        else:
            _copy(cursor, target, names, rows)
    return len(rows)


def derive(
    model: type[models.Model], columns: Mapping[str, Any], *, source: type[models.Model], ids: Sequence[int]
) -> None:
    """Insert one row for each row of `source` with these keys; a value is a Column, other SQL, or a constant.

    Raises Unseen when row security hides a row of the source.
    """
    values = [value if isinstance(value, sql.Composable) else sql.Literal(value) for value in columns.values()]
    statement = sql.SQL("INSERT INTO {} ({}) SELECT {} FROM {} WHERE id = ANY(%s)").format(
        sql.Identifier(model._meta.db_table),
        sql.SQL(", ").join(map(sql.Identifier, columns)),
        sql.SQL(", ").join(values),
        sql.Identifier(source._meta.db_table),
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [list(ids)])
        if cursor.rowcount != len(ids):
            raise Unseen(source._meta.label)


def amend(model: type[models.Model], columns: Sequence[str], rows: Sequence[Row]) -> int:
    """Change rows by sets; the first of `columns` is the primary key, JSON is given as text. Returns how many."""
    if not rows:
        return 0
    target, key, *changed = (sql.Identifier(name) for name in (model._meta.db_table, *columns))
    names = sql.SQL(", ").join((key, *changed))
    new = sql.SQL(", ").join(sql.SQL("{} = n.{}").format(name, name) for name in changed)
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        _stage(cursor, target, names, rows)
        cursor.execute(
            sql.SQL("UPDATE {} AS t SET {} FROM bulk_rows AS n WHERE t.{} = n.{}").format(target, new, key, key)
        )
        count: int = cursor.rowcount
        cursor.execute("DROP TABLE bulk_rows")
    return count


def check_at_once() -> None:
    """Each statement checks its foreign keys itself until the commit: for many rows quicker than a queue of checks."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def _copy(cursor: Any, target: sql.Identifier, names: sql.Composed, rows: Sequence[Row]) -> None:  # noqa: ANN401 - Django's cursor wrapper is untyped
    _stage(cursor, target, names, rows)
    cursor.execute(sql.SQL("INSERT INTO {} ({}) SELECT {} FROM bulk_rows").format(target, names, names))
    cursor.execute("DROP TABLE bulk_rows")


def _stage(cursor: Any, target: sql.Identifier, names: sql.Composed, rows: Sequence[Row]) -> None:  # noqa: ANN401 - as above
    shape = sql.SQL("CREATE TEMPORARY TABLE bulk_rows ON COMMIT DROP AS SELECT {} FROM {} LIMIT 0")
    cursor.execute(shape.format(names, target))
    with cursor.copy(sql.SQL("COPY bulk_rows ({}) FROM STDIN").format(names)) as copy:
        for row in rows:
            copy.write_row(row)
