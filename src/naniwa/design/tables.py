"""Plain values that pages hand to the `table` tag."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

MOST_DIGITS = 5
"""Digits of a page number: up to 99,999 pages."""
FIT_A_PHONE = 3
"""Columns that stand side by side on 390 px."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column; with `sort_url` its head is a link, `direction` is "", "ascending" or "descending"."""

    label: str
    numeric: bool = False
    sort_url: str = ""
    direction: str = ""
    secondary: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell; `reading` is the furigana above the text, `status` a state of `status_kind` before it."""

    text: Any = ""
    href: str = ""
    note: str = ""
    reading: str = ""
    status: str = ""
    status_kind: str = "application"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row; `key` is posted as `selected`, `name` says to screen readers which row a box selects.

    Without a key the row cannot be chosen.
    """

    cells: Sequence[Cell | str | int]
    key: str = ""
    name: str = ""
    current: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One value of a facet with how many rows it would leave."""

    label: str
    url: str
    count: int | None = None
    selected: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """A filter that opens a list of options."""

    label: str
    options: Sequence[Option]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """A filter in force; `url` is the page without it."""

    label: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Paging:
    """Where the shown rows stand among all."""

    first: int
    last: int
    total: int
    previous_url: str = ""
    next_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table with everything around it; `select_url` is where chosen rows are posted."""

    caption: str
    columns: Sequence[Column]
    rows: Sequence[Row]
    facets: Sequence[Facet] = ()
    chips: Sequence[Chip] = ()
    clear_url: str = ""
    paging: Paging | None = None
    downloads: Sequence[Option] = ()
    select_url: str = ""
    empty_title: str = ""
    empty_text: str = ""
    id: str = "table"
    query: QueryDict | None = field(default=None)

    @property
    def selectable(self) -> bool:
        """Whether there is a row to act on; without one neither boxes nor buttons are shown."""
        return bool(self.select_url) and any(row.key for row in self.rows)

    @property
    def stacks(self) -> bool:
        """More columns than a telephone is wide for: there each row becomes a block of labelled values."""
        return len(self.columns) > FIT_A_PHONE


def with_query(query: QueryDict, /, **changes: object) -> str:
    """Give the present query with some values replaced (None removes); the page number is dropped unless given."""
    changed = {name: values for name, values in query.lists() if name != "page"}
    changed |= {name: [] if value is None else [str(value)] for name, value in changes.items()}
    return "?" + urlencode(changed, doseq=True)


def page_number(query: QueryDict) -> int:
    """The page that is asked for; the first where that is none."""
    given = query.get("page", "1")
    return max(1, int(given)) if given.isascii() and given.isdigit() and len(given) <= MOST_DIGITS else 1


def paging(number: int, shown: int, total: int, query: QueryDict, *, length: int) -> Paging:
    """Where the shown rows stand, on pages of `length` rows."""
    first = (number - 1) * length + 1 if shown else 0
    last = first + shown - 1 if shown else 0
    return Paging(
        first=first,
        last=last,
        total=total,
        previous_url=with_query(query, page=number - 1) if number > 1 else "",
        next_url=with_query(query, page=number + 1) if last < total else "",
    )


def facet(label: str, name: str, options: Iterable[tuple[str, str, int]], query: QueryDict) -> Facet:
    """A filter; each option is its value, its words and how many rows it would leave. Empty ones are left out."""
    chosen, others = query.get(name, ""), with_query(query, **{name: None}).rstrip("?")
    begun = f"{others}&" if others else "?"
    return Facet(
        label=label,
        options=[
            Option(label=words, url=begun + urlencode({name: key}), count=n, selected=key == chosen)
            for key, words, n in options
            if n or key == chosen
        ],
    )
