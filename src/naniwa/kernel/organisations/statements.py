"""Queries whose SQL Django writes once in each process, for pages that thousands look at each minute.

Django writes the same text for a query each time it runs, which takes it longer than PostgreSQL takes to answer.
"""

from collections.abc import Callable, Hashable, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet
from django.db.models.sql.compiler import SQLCompiler

MOST = 200

One = int | str | date  # a time is a day, too
type Value = One | Sequence[int] | Sequence[str]


class NotAParameter(TypeError):
    """A value does not reach the database as it was given; where it changes the text, give it by name."""


@dataclass(frozen=True, slots=True)
class _Written:
    """The text with the number of the value for each parameter, or the parameter itself; how its columns are read."""

    queryset: QuerySet[Any, Any]
    compiler: SQLCompiler
    text: str
    parameters: list[tuple[int | None, Any]]
    converters: dict[int, Any]


class Statement[T]:
    """`build` makes a query from values by position, which become parameters, and by name, which shape its text.

    A value is a whole number, a text, a day, a time, or several of one kind; never None and never empty. What is given
    by name has to be hashable. `build` must not look at the values: it is called with others in their place.
    """

    def __init__(self, build: Callable[..., "QuerySet[Any, T]"]) -> None:
        self._build = build
        self._written: dict[Hashable, _Written] = {}

    def __call__(self, *values: Value, **shape: Hashable) -> list[T]:
        """Run it. Raises NotAParameter at the first run of a shape."""
        kinds = tuple(_kind(value) for value in values)
        key = (kinds, *sorted(shape.items()))
        if key not in self._written:
            if len(self._written) >= MOST:
                self._written.clear()
            self._written[key] = _write(self._build, values, shape)
        return _run(self._written[key], [one for value in values for one in _singly(value)])

    def first(self, *values: Value, **shape: Hashable) -> T | None:
        """The first of what it finds. Raises NotAParameter at the first run of a shape."""
        return next(iter(self(*values, **shape)), None)


def _kind(value: Value) -> tuple[type, int]:
    return (type(value), 0) if isinstance(value, One) else (type(value[0]), len(value))


def _singly(value: Value) -> Sequence[One]:
    return [value] if isinstance(value, One) else value


def _write(build: Callable[..., "QuerySet[Any, Any]"], values: Sequence[Value], shape: dict[str, Any]) -> _Written:
    numbers = count()
    stand_ins: dict[Any, int] = {}

    def stand_in(one: One) -> Any:  # noqa: ANN401 - of the kind of `one`
        number = next(numbers)
        made: Any = 2**31 - 1 - number
        if isinstance(one, date):
            made = datetime(9000, 1, 1, tzinfo=UTC) + timedelta(days=number)
            made = made if isinstance(one, datetime) else made.date()
        elif isinstance(one, str):
            made = f"\ue000{number}\ue000"
        stand_ins[made] = number
        return made

    given = [stand_in(value) if isinstance(value, One) else [stand_in(one) for one in value] for value in values]
    queryset = build(*given, **shape)
    compiler = queryset.query.get_compiler(DEFAULT_DB_ALIAS)
    text, parameters = compiler.as_sql()
    places = [(_number(one, stand_ins), one) for one in parameters]
    if {number for number, _ in places} - {None} != set(stand_ins.values()):
        raise NotAParameter(text)
    columns = [column[0] for column in (compiler.select or [])[: compiler.col_count]]
    return _Written(queryset, compiler, text, places, compiler.get_converters(columns))


def _number(parameter: object, stand_ins: dict[Any, int]) -> int | None:
    return stand_ins.get(parameter) if isinstance(parameter, One) else None


def _run(written: _Written, values: Sequence[Any]) -> list[Any]:
    parameters = tuple(one if number is None else values[number] for number, one in written.parameters)
    compiler = copy(written.compiler)
    compiler.connection = connections[DEFAULT_DB_ALIAS]
    compiler.as_sql = lambda *_, **__: (written.text, parameters)  # type: ignore[method-assign] # of this run only
    compiler.get_converters = lambda _columns: written.converters  # type: ignore[method-assign,assignment] # the same
    again = written.queryset.all()
    again.query.get_compiler = lambda *_, **__: compiler  # type: ignore[method-assign] # of this run only
    return list(again)
