"""What to put online first: procedures by their score, each with what the score is made of."""

from collections import Counter
from collections.abc import Mapping, Sequence

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from naniwa.design.tables import Cell, Column, Row, Table, page_number, paging
from naniwa.kernel.people.access import StaffRequest, staff_required
from naniwa.services.inventory.queries import keeping, listing
from naniwa.services.inventory.queries.listing import PAGE, Listed, Selection
from naniwa.services.inventory.rules.columns import CHANNELS
from naniwa.services.inventory.rules.scores import SHORT, Part, most
from naniwa.services.inventory.views import lists
from naniwa.services.inventory.views.proposals import said
from naniwa.services.inventory.words import words


@staff_required()
@require_safe
def show(request: StaffRequest) -> HttpResponse:
    """Read from what is kept with the rows: two queries, as for the list."""
    office, number = request.staff.organisation.pk, page_number(request.GET)
    selection = Selection.of({**request.GET.dict(), "sort": "-points"})
    counts = listing.counts(selection, organisation_id=office)
    names = {one.code: one.name for one in keeping.departments_of(office)}
    rows = listing.page(selection, organisation_id=office, number=number)
    context = {
        "table": _table(rows, selection, request.GET, number=number, departments=names, counts=counts),
        "selection": selection,
        "any": bool(sum(counts["state"].values()) or selection.filters),
    }
    return render(request, "inventory/first.html", context)


def _table(
    rows: Sequence[Listed],
    selection: Selection,
    query: QueryDict,
    *,
    number: int,
    departments: Mapping[str, str],
    counts: Mapping[str, Counter[str]],
) -> Table:
    first = (number - 1) * PAGE + 1
    return Table(
        id="first",
        caption=_("オンライン化の順番"),
        columns=_columns(),
        rows=[_row(row, rank) for rank, row in enumerate(rows, start=first)],
        facets=[
            lists.filter_of(_("課"), "department", departments, counts["department"], query),
            lists.filter_of(_("受付方法"), "channel", words(CHANNELS), counts["channel"], query),
        ],
        chips=lists.chips(selection, departments, query),
        clear_url="?",
        paging=paging(number, len(rows), rows[0].total if rows else 0, query, length=PAGE),
        empty_title=_("この条件の手続はありません"),
        empty_text=_("ことばを短くするか、絞り込みを外してください。"),
    )


def _columns() -> list[Column]:
    return [
        Column(label=_("順位"), numeric=True),
        Column(label=_("手続名")),
        Column(label=_("課")),
        Column(label=_("点数"), numeric=True),
        *(Column(label=f"{said(SHORT[part])} /{most(part)}", numeric=True, secondary=True) for part in Part),
        Column(label=_("減る時間（年）"), numeric=True),
        Column(label=_("見直し")),
    ]


def _row(row: Listed, rank: int) -> Row:
    return Row(
        cells=[
            f"{rank:,}",
            Cell(text=row.title, href=reverse("inventory:redesign", args=[row.public_id]), note=row.law),
            row.department,
            row.points,
            *row.parts,
            f"{row.online_minutes // 60:,}",
            lists.redesigned(row),
        ]
    )
