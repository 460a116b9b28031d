"""The checklist of a case: ticking a point off, and taking the tick away."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from naniwa.kernel.people.access import StaffRequest, staff_required
from naniwa.services.procedures.operations import checklist
from naniwa.services.procedures.rules import BrokenRule
from naniwa.services.procedures.views.staff.acting import case_url, own
from naniwa.services.procedures.views.staff.sentences import sentence


@staff_required("reviewer")
@require_POST
def mark(request: StaffRequest, reference: str) -> HttpResponse:
    """Says nothing where it went well: the tick is seen."""
    case, point = own(request, reference), request.POST.get("point", "")
    work = checklist.untick if request.POST.get("act") == "untick" else checklist.tick
    try:
        work(application=case, point=point, by=request.staff.person, now=timezone.now())
    except BrokenRule as broken:
        messages.error(request, sentence(broken, case))
    return redirect(case_url(request, reference) + "#checklist")
