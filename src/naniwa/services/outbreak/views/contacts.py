"""The first contact: the work list of callers, calls, and hand-overs."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from naniwa.design.tables import page_number
from naniwa.kernel.people.access import StaffRequest, staff_required
from naniwa.library.typed import number_in
from naniwa.services.outbreak.forms import CallForm, HandOverForm
from naniwa.services.outbreak.models import Case
from naniwa.services.outbreak.operations import calling
from naniwa.services.outbreak.queries import cases, centres
from naniwa.services.outbreak.rules.broken import NothingToTake
from naniwa.services.outbreak.service import CALLERS, CENTRE
from naniwa.services.outbreak.views import acting, case_page, lists
from naniwa.services.outbreak.words import refusal


@staff_required(*CALLERS)
@require_safe
def queue(request: StaffRequest) -> HttpResponse:
    number, now = page_number(request.GET), timezone.now()
    waiting, total = cases.queue(request.staff.organisation.pk, page=number)
    acting.record_list(request, "queue", waiting)
    table = lists.queue_table(waiting, total, request.GET, number=number, now=now)
    return render(request, "outbreak/contacts/queue.html", {"table": table, "total": total})


@staff_required(*CALLERS)
@require_POST
def take_next(request: StaffRequest) -> HttpResponse:
    """The one whose deadline comes first."""
    try:
        case = calling.take_next(by=request.staff, now=timezone.now())
    except NothingToTake as none:
        messages.info(request, refusal(none))
        return redirect("outbreak:queue")
    return redirect("outbreak:case", case.public_id)


@staff_required(*CALLERS)
@require_POST
def take(request: StaffRequest, number: UUID) -> HttpResponse:
    case = acting.found(request, number)
    acting.tell(request, lambda: calling.take(case=case, by=request.staff, now=timezone.now()), _("担当になりました。"))
    return redirect("outbreak:case", number)


@staff_required(*CENTRE)
@require_POST
def call(request: StaffRequest, number: UUID) -> HttpResponse:
    """What came of a call; who was reached gets a code for the daily reports."""
    case, form = acting.found(request, number), CallForm(request.POST)
    if not form.is_valid():
        return case_page.page(request, case, calling=form)
    said, press, now = form.cleaned_data, number_in(request.POST.get("number", "")), timezone.now()
    noted: list[Case] = []
    acting.tell(
        request,
        lambda: noted.append(calling.note_call(case=case, **said, press=press, by=request.staff, now=now)),
        _("連絡を記録しました。"),
    )
    if noted and noted[0].owner_id != case.owner_id:
        messages.info(request, _("連絡がつかないため、当番の責任者に引き継がれました。"))
    return redirect("outbreak:case", number)


@staff_required(*CALLERS)
@require_POST
def hand_over(request: StaffRequest, number: UUID) -> HttpResponse:
    """To a colleague, or to another health centre; then it is no longer here."""
    case, now = acting.found(request, number), timezone.now()
    form = HandOverForm(request.POST, choices=case_page.receivers(request, now))
    if not form.is_valid():
        return case_page.page(request, case, handing=form)
    to, note = form.cleaned_data["to"], form.cleaned_data["note"]
    if acting.tell(request, lambda: _hand(request, case, to, note), _("引き継ぎました。")):
        return redirect("outbreak:queue")
    return redirect("outbreak:case", number)


def _hand(request: StaffRequest, case: Case, to: str, note: str) -> None:
    now = timezone.now()
    other = next((one for one in centres.centres() if one.reference == to), None)
    if other:
        calling.hand_to_centre(case=case, centre=other, note=note, by=request.staff, now=now)
    else:
        person = acting.colleagues(request, CALLERS, now=now)[to]
        calling.hand_over(case=case, to=person, note=note, by=request.staff, now=now)
