"""Which columns of a list a person wants to see; kept for as long as they are signed in."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from naniwa.design.tables import Column, Facet, Option, Row, Table, with_query
from naniwa.kernel.people.access import StaffRequest

KEYS = ("reference", "name", "state", "faults", "municipality", "amount", "due", "assignee", "received")
"""In the order of the table."""
NEEDED = 3
"""The first ones say which case it is and where it stands."""
ASKED = "without"


@dataclass(frozen=True, slots=True)
class Choice:
    """Of one list: all its columns, where the session keeps what is left out, and what is left out at first."""

    keys: tuple[str, ...]
    kept: str
    first: tuple[str, ...] = ()


QUEUE = Choice(KEYS, "procedures.queue_without")
MORE = ("procedure", "channel", "agent", "phone", "address")
LEDGER = Choice((*KEYS, *MORE), "procedures.ledger_without", MORE)


def take_choice(request: StaffRequest, choice: Choice = QUEUE) -> HttpResponse | None:
    """Keep what was just chosen and lead back to the list, or None where nothing was."""
    if ASKED not in request.GET:
        return None
    request.session[choice.kept] = [key for key in choice.keys[NEEDED:] if key in request.GET[ASKED].split(".")]
    return redirect(request.path + with_query(request.GET, **{ASKED: None}))


def left_out(request: StaffRequest, choice: Choice = QUEUE) -> frozenset[str]:
    return frozenset(request.session.get(choice.kept, choice.first))


def chosen(table: Table, without: Collection[str], query: QueryDict, choice: Choice = QUEUE) -> Table:
    """The table without these columns, and with a list to choose them from."""
    shown = [number for number, key in enumerate(choice.keys) if key not in without]
    return replace(
        table,
        facets=[*table.facets, _facet(table.columns, without, query, choice)],
        columns=[table.columns[number] for number in shown],
        rows=[_row(row, shown) for row in table.rows],
    )


def _row(row: Row, shown: Sequence[int]) -> Row:
    return replace(row, cells=[row.cells[number] for number in shown])


def _facet(columns: Sequence[Column], without: Collection[str], query: QueryDict, choice: Choice) -> Facet:
    """Each option shows its column, or leaves it out if it is shown."""
    return Facet(
        label=_("列"),
        options=[
            Option(
                label=column.label,
                url=with_query(query, **{ASKED: ".".join(sorted(set(without) ^ {key})) or "-"}),
                selected=key not in without,
            )
            for key, column in list(zip(choice.keys, columns, strict=True))[NEEDED:]
        ],
    )
