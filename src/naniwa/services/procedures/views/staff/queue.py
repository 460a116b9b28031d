"""The work queue: tabs, filters, search, claiming."""

from datetime import datetime

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from naniwa.design.parts import Link
from naniwa.design.tables import Table, page_number, paging, with_query
from naniwa.kernel.people.access import StaffRequest, staff_required
from naniwa.library.receipts import normalise
from naniwa.services.procedures.models import Application
from naniwa.services.procedures.operations import claiming
from naniwa.services.procedures.queries import counting, names, queue
from naniwa.services.procedures.queries.counting import Counts
from naniwa.services.procedures.queries.selecting import Selection, resolved
from naniwa.services.procedures.queries.viewing import Viewer, case_of, cases_of, viewer
from naniwa.services.procedures.views.staff import columns, listing
from naniwa.services.procedures.views.staff.acting import READERS
from naniwa.services.procedures.views.staff.asked import parse_moment

MOST_AT_ONCE = 50


@staff_required(*READERS)
@require_safe
def show(request: StaffRequest) -> HttpResponse:
    """A whole receipt number leads straight to its case."""
    if kept := columns.take_choice(request):
        return kept
    looking, now = viewer(request.staff), timezone.now()
    selection = Selection.of(request.GET.dict())
    if selection.tab == "all":
        return redirect(reverse("procedures:staff_register") + with_query(request.GET, tab=None))
    if found := case_of(looking, normalise(selection.words)) if selection.words else None:
        return redirect("procedures:staff_case", found.reference)
    selection = resolved(selection, viewer=looking)
    counts = counting.count(selection, viewer=looking, now=now)
    context = {
        "table": columns.chosen(
            _table(selection, request.GET, looking, now, counts), columns.left_out(request), request.GET
        ),
        "tabs": tabs(selection, counts.tabs, request.GET),
        "selection": selection,
        "now": now,
        "may_claim": looking.reviews,
    }
    return render(request, "procedures/staff/queue.html", context)


@staff_required("reviewer")
@require_POST
def claim_next(request: StaffRequest) -> HttpResponse:
    since = parse_moment(request.POST.get("since", "")) or timezone.now()
    case = claiming.claim_next_once(
        by=request.staff.person, since=since, now=timezone.now(), organisation_id=request.staff.organisation.pk
    )
    if case is None:
        messages.info(request, _("担当者のいない申請は、今はありません。"))
        return redirect("procedures:staff_queue")
    return redirect(reverse("procedures:staff_case", args=[case.reference]) + "?tab=mine")


@staff_required("reviewer")
@require_POST
def take(request: StaffRequest) -> HttpResponse:
    """Claim the chosen cases."""
    cases = list(_chosen(request, viewer(request.staff)).filter(organisation=request.staff.organisation))
    done = claiming.claim_many(applications=cases, by=request.staff.person, now=timezone.now())
    words = ngettext("%(n)s件の担当になりました。", "%(n)s件の担当になりました。", done.claimed) % {"n": done.claimed}
    if done.passed_over:
        words += _("%(n)s件は、ほかの人が担当しているか、状態が変わったため外しました。") % {"n": done.passed_over}
    messages.success(request, words)
    return redirect(reverse("procedures:staff_queue") + "?" + (request.GET.urlencode() or "tab=mine"))


def _chosen(request: StaffRequest, looking: Viewer) -> QuerySet[Application]:
    """The ticked cases; or, of a whole list, the first that nobody has."""
    if not request.POST.get("select_all"):
        return cases_of(looking).filter(reference__in=request.POST.getlist("selected")[:MOST_AT_ONCE])
    listed = queue.ids(Selection.of(request.GET.dict()), viewer=looking, now=timezone.now()).filter(assignee=None)
    return Application.objects.filter(pk__in=list(listed[:MOST_AT_ONCE]))


def tabs(selection: Selection, counts: dict[str, int], query: QueryDict) -> list[Link]:
    words = {
        "mine": _("自分の担当"),
        "team": _("チーム"),
        "overdue": _("期限切れ"),
        "decide": _("決定待ち"),
        "returned": _("再提出"),
    }
    links = [
        Link(label=label, url=with_query(query, tab=tab), count=counts.get(tab), current=selection.tab == tab)
        for tab, label in words.items()
    ]
    ledger = reverse("procedures:staff_register") + with_query(query, tab=None, sort=None)
    return [*links, Link(label=_("すべて（台帳）"), url=ledger)]


def _table(selection: Selection, query: QueryDict, looking: Viewer, now: datetime, counts: Counts) -> Table:
    number = page_number(query)
    rows = queue.page(selection, viewer=looking, now=now, number=number)
    codes = counting.count_codes(selection, viewer=looking, now=now, total=counts.total)
    words = names.names(get_language() or "ja")
    back = "?" + query.urlencode() if query else "?tab=" + selection.tab
    return Table(
        id="queue",
        caption=_("申請の一覧"),
        columns=listing.columns(selection, query),
        rows=[listing.row(one, query=back, now=now) for one in rows],
        facets=listing.facets(counts.by, codes, words, query),
        chips=listing.chips(selection.filters, words, query),
        clear_url="?tab=" + selection.tab,
        paging=paging(number, len(rows), counts.total, query, length=queue.PAGE),
        select_url=reverse("procedures:staff_take") + back if looking.reviews else "",
        empty_title=_("この条件の申請はありません"),
        empty_text=_("新しい申請が届くと、ここに期限の近い順で並びます。絞り込みを外すか、ほかのタブを見てください。"),
    )
