"""The decision, and what it gives, as the applicant holds them in hand."""

from django.http import Http404, HttpResponse
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.people.access import StaffRequest, staff_required
from naniwa.services.procedures.models import Decision
from naniwa.services.procedures.queries.papers import certificate_of
from naniwa.services.procedures.queries.sealing import Which, drawn, sealed
from naniwa.services.procedures.views.staff.acting import READERS, find


@staff_required(*READERS)
@require_safe
def decision(request: StaffRequest, reference: str) -> HttpResponse:
    """In the applicant's language, under its seal once that is made; looking is written down."""
    return _read(request, reference, "paper")


@staff_required(*READERS)
@require_safe
def certificate(request: StaffRequest, reference: str) -> HttpResponse:
    """The licence or certificate, likewise."""
    return _read(request, reference, "certificate")


def _read(request: StaffRequest, reference: str, which: Which) -> HttpResponse:
    case, _looking = find(request, reference)
    made = Decision.objects.filter(application=case).first()
    if made is None or (which == "certificate" and certificate_of(case, made) is None):
        raise Http404
    now = timezone.now()
    audit.record_read(
        "procedures.decision_read", by=request.staff, target=case, subject=case.person, purpose="enquiry", now=now
    )
    with translation.override(case.language):
        paper = sealed(case, made, which).content or drawn(case, made, which, language=case.language)
    name = "decision" if which == "paper" else "certificate"
    headers = {"Content-Disposition": f'inline; filename="{name}-{case.reference}.pdf"', "Cache-Control": "no-store"}
    return HttpResponse(paper, content_type="application/pdf", headers=headers)
