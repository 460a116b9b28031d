"""Which columns of the queue a person wants to see; kept for as long as they are signed in."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from naniwa.design.tables import Column, Facet, Option, Row, Table, with_query
from naniwa.kernel.people.access import StaffRequest

KEYS = ("reference", "name", "state", "faults", "municipality", "amount", "due", "assignee", "received")
"""In the order of the table."""
NEEDED = 3
"""The first ones say which case it is and where it stands."""
ASKED, KEPT = "without", "procedures.queue_without"


def take_choice(request: StaffRequest) -> HttpResponse | None:
    """Keep what was just chosen and lead back to the list, or None where nothing was."""
    if ASKED not in request.GET:
        return None
    request.session[KEPT] = [key for key in KEYS[NEEDED:] if key in request.GET[ASKED].split(".")]
    return redirect(request.path + with_query(request.GET, **{ASKED: None}))


def left_out(request: StaffRequest) -> frozenset[str]:
    return frozenset(request.session.get(KEPT, ()))


def chosen(table: Table, without: Collection[str], query: QueryDict) -> Table:
    """The table without these columns, and with a list to choose them from."""
    shown = [number for number, key in enumerate(KEYS) if key not in without]
    return replace(
        table,
        facets=[*table.facets, _facet(table.columns, without, query)],
        columns=[table.columns[number] for number in shown],
        rows=[_row(row, shown) for row in table.rows],
    )


def _row(row: Row, shown: Sequence[int]) -> Row:
    return replace(row, cells=[row.cells[number] for number in shown])


def _facet(columns: Sequence[Column], without: Collection[str], query: QueryDict) -> Facet:
    """Each option shows its column, or leaves it out if it is shown."""
    return Facet(
        label=_("列"),
        options=[
            Option(
                label=column.label,
                url=with_query(query, **{ASKED: ".".join(sorted(set(without) ^ {key})) or "-"}),
                selected=key not in without,
            )
            for key, column in list(zip(KEYS, columns, strict=True))[NEEDED:]
        ],
    )
