"""The decision as the applicant holds it in hand."""

from django.http import Http404, HttpResponse
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.documents import pdf
from naniwa.kernel.people.access import StaffRequest, staff_required
from naniwa.services.procedures.models import Application, Decision
from naniwa.services.procedures.queries.papers import decision_data
from naniwa.services.procedures.queries.sealing import sealed
from naniwa.services.procedures.views.staff.acting import READERS, find


@staff_required(*READERS)
@require_safe
def decision(request: StaffRequest, reference: str) -> HttpResponse:
    """In the applicant's language, under its seal once that is made; looking is written down."""
    case, _looking = find(request, reference)
    made = Decision.objects.filter(application=case).first()
    if made is None:
        raise Http404
    now = timezone.now()
    audit.record_read(
        "procedures.decision_read", by=request.staff, target=case, subject=case.person, purpose="enquiry", now=now
    )
    paper = sealed(case, made).content or _unsealed(case, made)
    headers = {"Content-Disposition": f'inline; filename="decision-{case.reference}.pdf"', "Cache-Control": "no-store"}
    return HttpResponse(paper, content_type="application/pdf", headers=headers)


def _unsealed(case: Application, made: Decision) -> bytes:
    with translation.override(case.language):
        return pdf.render("procedures/decision", decision_data(case, made), language=case.language, now=made.decided_at)
