"""The ledger of all cases: one search over everything, saved searches, columns to choose, export."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from naniwa.design.tables import Cell, Column, Row, Table, page_number, paging, with_query
from naniwa.kernel.people.access import StaffRequest, staff_required
from naniwa.library.receipts import normalise
from naniwa.library.typed import known_number
from naniwa.services.procedures.models import SavedSearch
from naniwa.services.procedures.queries import counting, exporting, queue, saved
from naniwa.services.procedures.queries.names import Names, names
from naniwa.services.procedures.queries.queue import PAGE, Listed
from naniwa.services.procedures.queries.selecting import Selection, resolved
from naniwa.services.procedures.queries.viewing import Viewer, case_of, viewer
from naniwa.services.procedures.views.staff import columns, listing
from naniwa.services.procedures.views.staff.acting import READERS, typed

TAB = "all"


@staff_required(*READERS)
@require_safe
def show(request: StaffRequest) -> HttpResponse:
    """A whole receipt number leads straight to its case."""
    if kept := columns.take_choice(request, columns.LEDGER):
        return kept
    looking, now, selection = viewer(request.staff), timezone.now(), selection_of(request.GET)
    if found := case_of(looking, normalise(selection.words)) if selection.words else None:
        return redirect(reverse("procedures:staff_case", args=[found.reference]) + f"?tab={TAB}")
    searches = saved.saved(looking)
    context = {
        "table": table(request, resolved(selection, viewer=looking), looking, now),
        "selection": selection,
        "searches": searches,
        "own_searches": [search for search in searches if search.mine],
        "removed": _removed(request, looking),
        "query": request.GET.urlencode(),
        "typed": typed(request, "ledger"),
    }
    return render(request, "procedures/staff/register.html", context)


def selection_of(query: QueryDict) -> Selection:
    """What is asked for, over everything."""
    given = {"sort": "-received"} | {name: str(query[name]) for name in query}
    return Selection.of(given | {"tab": TAB})


def filter_words(selection: Selection) -> list[str]:
    """The filters in force, in words."""
    words = names(get_language() or "ja")
    return [listing.chip_words(name, value, words) for name, value in selection.filters.items()]


def _removed(request: StaffRequest, looking: Viewer) -> SavedSearch | None:
    """The search that was just removed and can be brought back."""
    number: UUID | None = known_number(request.GET.get("removed", ""))
    search = saved.own(number, looking) if number else None
    return search if search and search.removed_at else None


def table(request: StaffRequest, selection: Selection, looking: Viewer, now: datetime) -> Table:
    """A page of the ledger with the chosen columns."""
    number, words, query = page_number(request.GET), names(get_language() or "ja"), _query(request.GET)
    counts = counting.count(selection, viewer=looking, now=now)
    codes = counting.count_codes(selection, viewer=looking, now=now, total=counts.total)
    listed = queue.page(selection, viewer=looking, now=now, number=number)
    without = columns.left_out(request, columns.LEDGER)
    back = with_query(query, tab=TAB, sort=selection.sort, page=number)
    whole = Table(
        id="register",
        caption=_("申請の台帳"),
        columns=[*listing.columns(selection, query), *_more()],
        rows=_rows(listed, [key for key in columns.MORE if key not in without], words, back, now),
        facets=listing.facets(counts.by, codes, words, query),
        chips=listing.chips(selection.filters, words, query),
        clear_url="?",
        paging=paging(number, len(listed), counts.total, query, length=PAGE),
        empty_title=_("この条件の申請はありません"),
        empty_text=_("ことばを短くするか、絞り込みを外してください。"),
    )
    return columns.chosen(whole, without, query, columns.LEDGER)


def _query(query: QueryDict) -> QueryDict:
    """Without what was only for this page."""
    kept = query.copy()
    kept.pop("removed", None)
    return kept


def _more() -> list[Column]:
    return [Column(label=str(exporting.FIELDS[key].label)) for key in columns.MORE]


def _rows(listed: Sequence[Listed], keys: list[str], words: Names, back: str, now: datetime) -> list[Row]:
    """Further columns are read only if they are shown."""
    numbers = [one.pk for one in listed] if keys else []
    found = exporting.lines(numbers, keys, names=words, language=get_language() or "ja")
    more = {case.pk: dict(zip(keys, values, strict=True)) for case, values in found}
    rows = []
    for one in listed:
        row = listing.row(one, query=back, now=now)
        further = more.get(one.pk, {})
        cells = [*row.cells, *(Cell(text=further.get(key) or "") for key in columns.MORE)]
        rows.append(replace(row, key="", cells=cells))
    return rows
