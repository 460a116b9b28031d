"""Batches of letters: begun, followed while they are printed, fetched, taken up again."""

from datetime import timedelta
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from naniwa.kernel.people.access import StaffRequest, staff_required
from naniwa.library.periods import day_of
from naniwa.library.typed import day_in, number_in
from naniwa.services.taxes.operations import batches as acts
from naniwa.services.taxes.queries import batches
from naniwa.services.taxes.queries.batches import Progress
from naniwa.services.taxes.rules.broken import NothingToPrint
from naniwa.services.taxes.service import CLERKS, READERS

LOOK_AGAIN = 5
"""Seconds after which the page of a batch is asked for again while anything is printed."""
LATEST = timedelta(days=60)


@never_cache
@staff_required(*READERS)
@require_safe
def show_all(request: StaffRequest) -> HttpResponse:
    """What was printed, and how many notices wait."""
    office = request.staff.organisation
    context = {
        "batches": batches.latest(office),
        "waiting": len(batches.unnoticed(office)),
        "number": uuid4(),
        "dated": day_of(timezone.now()).isoformat(),
        "may_begin": request.staff.may(*CLERKS),
    }
    return render(request, "taxes/staff/batches.html", context)


@staff_required(*CLERKS)
@require_POST
def begin(request: StaffRequest) -> HttpResponse:
    """Begin notices for all bills without one; a second press leads to the same batch."""
    now, dated = timezone.now(), day_in(request.POST.get("dated", ""))
    if dated is None or not day_of(now) <= dated <= day_of(now) + LATEST:
        messages.error(request, _("発送日は、きょうから60日以内で入れてください。"))
        return redirect("taxes:batches")
    try:
        made = acts.begin_notices(
            number=number_in(request.POST.get("number", "")), dated=dated, by=request.staff, now=now
        )
    except NothingToPrint:
        messages.info(request, _("通知書を作る賦課はありません。"))
        return redirect("taxes:batches")
    return redirect("taxes:batch", made.public_id)


@never_cache
@staff_required(*READERS)
@require_safe
def show(request: StaffRequest, number: UUID) -> HttpResponse:
    """How far it is, and the PDFs to fetch."""
    found = _found(request, number)
    context = {"progress": found, "may_begin": request.staff.may(*CLERKS)}
    response = render(request, "taxes/staff/batch.html", context)
    if not found.done:
        response.headers["Refresh"] = str(LOOK_AGAIN)
    return response


@staff_required(*CLERKS)
@require_POST
def again(request: StaffRequest, number: UUID) -> HttpResponse:
    """Queue what is not printed yet."""
    count = acts.take_up_again(batch=_found(request, number).batch, by=request.staff)
    messages.success(request, _("残りの%(count)s束を、もう一度作り始めました。") % {"count": count})
    return redirect("taxes:batch", number)


def _found(request: StaffRequest, number: UUID) -> Progress:
    found = batches.progress(request.staff.organisation, number)
    if found is None:
        raise Http404
    return found
