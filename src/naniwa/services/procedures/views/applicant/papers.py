"""The receipt page, and the papers that a person takes along: receipt and decision as PDF."""

from datetime import datetime
from typing import Any

import segno
from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from naniwa.design.dates import amount, long_date
from naniwa.kernel.documents import pdf
from naniwa.kernel.people.access import PersonRequest, person_required
from naniwa.services.procedures.models import Application, Decision, Outcome, State
from naniwa.services.procedures.queries.fees import charges_of
from naniwa.services.procedures.queries.live import live
from naniwa.services.procedures.views.applicant.cases import found
from naniwa.services.procedures.views.applicant.rendering import say
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
    return _paper(made, f"receipt-{case.reference}.pdf")


@never_cache
@require_safe
@person_required
def decision_pdf(request: PersonRequest, reference: str) -> HttpResponse:
    """The decision on paper."""
    case = found(request, reference)
    decision: Decision | None = getattr(case, "decision", None)
    if decision is None:
        raise Http404
    data = decision_data(case, decision)
    made = pdf.render("procedures/decision", data, language=get_language() or "ja", now=decision.decided_at)
    return _paper(made, f"decision-{case.reference}.pdf")


def receipt_data(case: Application) -> dict[str, Any]:
    """What stands on the receipt."""
    return {
        **_head(case, case.received_at),
        "received": long_date(case.received_at, time=True),
        "due": long_date(case.due_at) if case.due_at else "",
    }


def decision_data(case: Application, decision: Decision) -> dict[str, Any]:
    """What stands on the notice of decision."""
    outcome = next(one for one in live(case.version_id).procedure.outcomes if one.key == decision.outcome)
    granted = decision.amount_yen if decision.outcome == Outcome.APPROVED else None
    return {
        **_head(case, decision.decided_at),
        "address": _address(case),
        "outcome": say(outcome.name),
        "note": say(outcome.note),
        "amount": amount(granted) if granted is not None else "",
        "reason": decision.reason,
        "received": long_date(case.received_at),
    }


def _head(case: Application, at: datetime) -> dict[str, Any]:
    """Who writes to whom about what; who applied on paper has no page to follow it on."""
    procedure, office = live(case.version_id).procedure, case.organisation
    link = case_link(case) if case.person_id else ""
    language = get_language() or "ja"
    return {
        "title": say(procedure.title),
        "reference": case.reference,
        "date": pdf.long_date(timezone.localtime(at).date(), language=language),
        "name": case.applicant_name,
        "legal_basis": say(procedure.legal_basis),
        "office": str(office),
        "office_lines": [line for line in (phone(office.phone), office.open_hours, office.email) if line],
        "link": link,
        "qr": pdf.qr(link) if link else "",
    }


def _address(case: Application) -> list[str]:
    """The lines above the name, where the answers hold an address."""
    path = live(case.version_id).procedure.applicant.address
    answer = case.answers.get(path) if path else None
    if not isinstance(answer, dict):
        return []
    code = answer["postal_code"]
    place = "".join(answer[part] for part in ("prefecture", "municipality", "town", "street"))
    return [line for line in (f"〒{code[:3]}-{code[3:]}", place, answer["building"]) if line]


def case_link(case: Application) -> str:
    """The whole address of a case, for paper."""
    return settings.SITE_URL + reverse("procedures:case", args=[case.reference])


def phone(number: str) -> str:
    """The line of a paper that says where to telephone; none without a number."""
    return _("電話 %(number)s") % {"number": number} if number else ""


def _paper(made: bytes, name: str) -> HttpResponse:
    return HttpResponse(
        made, content_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"'}
    )
