"""The receipt page, and the papers that a person takes along: receipt and decision as PDF."""

import segno
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from naniwa.kernel.documents import pdf
from naniwa.kernel.people.access import PersonRequest, person_required
from naniwa.services.procedures.models import Application, Decision, State
from naniwa.services.procedures.queries.fees import charges_of
from naniwa.services.procedures.queries.live import live
from naniwa.services.procedures.queries.papers import case_link, certificate_of, receipt_data
from naniwa.services.procedures.queries.sealing import Which, drawn, sealed
from naniwa.services.procedures.views.applicant.cases import found
from naniwa.services.procedures.views.applicant.wording import standing

MASK = 2  # any of the eight will do; trying them all takes longer than the rest of the page


@never_cache
@require_safe
@person_required
def receipt(request: PersonRequest, reference: str) -> HttpResponse:
    """The receipt number, and what happens next."""
    case = found(request, reference)
    context = {
        "case": case,
        "procedure": live(case.version_id).procedure,
        "charges": charges_of(case),
        "email": request.user.email,
        "fresh": case.state == State.RECEIVED,
        "standing": standing(case, timezone.now()),
        "qr": mark_safe(segno.make(case_link(case), micro=False, mask=MASK).svg_inline(scale=3, border=1)),  # noqa: S308 - drawn by us
    }
    return render(request, "procedures/applicant/receipt.html", context)


@never_cache
@require_safe
@person_required
def receipt_pdf(request: PersonRequest, reference: str) -> HttpResponse:
    """The receipt on paper."""
    case = found(request, reference)
    made = pdf.render("procedures/receipt", receipt_data(case), language=get_language() or "ja", now=case.received_at)
    return paper(made, f"receipt-{case.reference}.pdf")


@never_cache
@require_safe
@person_required
def decision_pdf(request: PersonRequest, reference: str) -> HttpResponse:
    """The decision on paper."""
    case = found(request, reference)
    decision: Decision | None = getattr(case, "decision", None)
    if decision is None:
        raise Http404
    return _under_seal(request, case, decision, "paper")


@never_cache
@require_safe
@person_required
def certificate_pdf(request: PersonRequest, reference: str) -> HttpResponse:
    """The licence or certificate that the approval gave."""
    case = found(request, reference)
    decision: Decision | None = getattr(case, "decision", None)
    if decision is None or certificate_of(case, decision) is None:
        raise Http404
    return _under_seal(request, case, decision, "certificate")


def _under_seal(request: PersonRequest, case: Application, decision: Decision, which: Which) -> HttpResponse:
    seal, kind = sealed(case, decision, which), "decision" if which == "paper" else "certificate"
    if seal.waits:
        again = reverse(f"procedures:{kind}_pdf", args=[case.reference])
        return render(request, "procedures/applicant/sealing.html", {"case": case, "again": again})
    made = seal.content or drawn(case, decision, which, language=get_language() or "ja")
    return paper(made, f"{kind}-{case.reference}.pdf")


def paper(made: bytes, name: str) -> HttpResponse:
    return HttpResponse(
        made, content_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"'}
    )
