"""Cases that wait for decision, and deciding a whole selection after a preview."""

import uuid
from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from naniwa.design.dates import amount as yen
from naniwa.design.dates import short_date
from naniwa.design.tables import Cell, Column, Row, Table, facet, page_number, paging
from naniwa.kernel.people.access import StaffRequest, staff_required
from naniwa.library.typed import known_number
from naniwa.services.procedures.models import BatchKind
from naniwa.services.procedures.operations import batches
from naniwa.services.procedures.queries import counting, deciding, queue
from naniwa.services.procedures.queries.names import Names, names
from naniwa.services.procedures.queries.queue import PAGE, Listed
from naniwa.services.procedures.queries.selecting import Selection
from naniwa.services.procedures.queries.viewing import Viewer, viewer
from naniwa.services.procedures.views.staff import addresses, listing
from naniwa.services.procedures.views.staff.asked import parse_moment

OUTCOMES = ("approved", "declined")


@staff_required("approver", "auditor")
@require_safe
def show(request: StaffRequest) -> HttpResponse:
    looking, now = viewer(request.staff), timezone.now()
    table = _table(_selection(request.GET), looking, now, names(get_language() or "ja"), request.GET)
    confirm_url = reverse("procedures:staff_decisions_confirm") + "?" + request.GET.urlencode()
    context = {"table": table, "confirm_url": confirm_url, "may_decide": looking.approves and table.rows}
    return render(request, "procedures/staff/decisions.html", context)


@staff_required("approver")
@require_safe
def confirm(request: StaffRequest) -> HttpResponse:
    """What would change, and what would not, and why."""
    looking, now, words = viewer(request.staff), timezone.now(), names(get_language() or "ja")
    selection = _selection(request.GET)
    waiting = deciding.waiting(selection, viewer=looking, now=now, until=now)
    context = {
        "foreseen": deciding.foresee(waiting, viewer=looking),
        "filters": [listing.chip_words(name, value, words) for name, value in selection.filters.items()],
        "number": uuid.uuid4(),
        "until": now.isoformat(),
        "query": request.GET.urlencode(),
    }
    return render(request, "procedures/staff/decisions_confirm.html", context)


@staff_required("approver")
@require_POST
def carry_out(request: StaffRequest) -> HttpResponse:
    """Decide what the preview showed; a second press leads to the same batch."""
    number, until = known_number(request.POST.get("number", "")), parse_moment(request.POST.get("until", ""))
    if not request.POST.get("read") or number is None or until is None:
        messages.error(request, _("内容を確かめて、「確かめました」に印を付けてください。"))
        return redirect(reverse("procedures:staff_decisions_confirm") + "?" + request.GET.urlencode())
    ids = _ids(request, until)
    batch = batches.start(number=number, kind=BatchKind.DECISIONS, ids=ids, by=request.staff, now=timezone.now())
    return redirect("procedures:staff_batch", batch.public_id)


def _ids(request: StaffRequest, until: datetime) -> list[int]:
    looking = viewer(request.staff)
    waiting = deciding.waiting(_selection(request.GET), viewer=looking, now=timezone.now(), until=until)
    return deciding.ids_ready(waiting, viewer=looking)


def _selection(query: QueryDict) -> Selection:
    given = {name: str(query[name]) for name in query}
    if given.get("outcome") not in OUTCOMES:
        given.pop("outcome", None)
    return Selection.of(given | {"tab": "decide"})


def _table(selection: Selection, looking: Viewer, now: datetime, words: Names, query: QueryDict) -> Table:
    number = page_number(query)
    found = counting.count(selection, viewer=looking, now=now)
    rows = queue.page(selection, viewer=looking, now=now, number=number)
    outcomes = (
        (key, listing.outcome_words(key, pays=not words.unpaid), found.by["proposed_outcome"][key]) for key in OUTCOMES
    )
    return Table(
        id="decisions",
        caption=_("決定を待つ申請"),
        columns=[
            Column(label=_("申請")),
            Column(label=_("審査の案")),
            listing.sorted_column(_("金額"), "amount", selection, query, numeric=True),
            Column(label=_("市町村")),
            Column(label=_("審査した人")),
            listing.sorted_column(_("期限"), "due", selection, query),
        ],
        rows=[_row(one, looking) for one in rows],
        facets=[
            facet(_("審査の案"), "outcome", outcomes, query),
            *listing.facets(found.by, [], words, query),
        ],
        chips=listing.chips(selection.filters, words, query),
        clear_url="?",
        paging=paging(number, len(rows), found.total, query, length=PAGE),
        empty_title=_("決定を待つ申請はありません"),
        empty_text=_("審査が終わると、ここに並びます。"),
    )


def _row(case: Listed, looking: Viewer) -> Row:
    own = case.reviewed_by_id == looking.person_id
    return Row(
        key=case.reference,
        cells=[
            Cell(
                text=case.applicant_name,
                reading=case.applicant_kana,
                href=addresses.of_case(case.reference) + "?tab=decide#decide",
                note=case.reference,
            ),
            listing.outcome_words(case.proposed_outcome, pays=case.version.procedure.pays),
            yen(case.amount_yen or 0) if case.version.procedure.pays else "—",
            case.partner,
            Cell(text=case.reviewer or "", note=_("あなたが審査しました") if own else ""),
            short_date(case.due_at) if case.due_at else "",
        ],
    )
