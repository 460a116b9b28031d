"""The clerk's side of the counter: finding a case or beginning one, and handing the screen over."""

import uuid
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.documents import pdf
from naniwa.kernel.people import handing_over
from naniwa.kernel.people.access import StaffRequest, staff_required
from naniwa.library.typed import known_number
from naniwa.services.procedures.models import Application, Handover, PaperForm
from naniwa.services.procedures.operations import counter, paper
from naniwa.services.procedures.operations.drafts import AlreadySubmitted
from naniwa.services.procedures.queries import handovers
from naniwa.services.procedures.queries.counter import begun, found_by, open_versions
from naniwa.services.procedures.queries.fees import charges_of
from naniwa.services.procedures.queries.live import live
from naniwa.services.procedures.queries.papers import receipt_data
from naniwa.services.procedures.queries.viewing import viewer
from naniwa.services.procedures.rules import BrokenRule
from naniwa.services.procedures.views.applicant.answers import sections
from naniwa.services.procedures.views.staff.acting import READERS, find, own
from naniwa.services.procedures.views.staff.paper.screens import KEYERS, PURPOSE, entry_url, found
from naniwa.services.procedures.views.staff.sentences import sentence

CODE_SIGNS = (4, 12)
LANGUAGES = ("ja", "en")


@never_cache
@staff_required(*KEYERS)
@require_safe
def show(request: StaffRequest) -> HttpResponse:
    """Who is there: cases by number or name, forms that are begun, and procedures to begin one of."""
    words, office = request.GET.get("words", "").strip()[:100], request.staff.organisation.pk
    context = {
        "words": words,
        "found": found_by(words, viewer=viewer(request.staff)) if words else [],
        "begun": [(form, live(form.version_id)) for form in begun(office)],
        "versions": open_versions(office, now=timezone.now()),
        "token": uuid.uuid4(),
    }
    return render(request, "procedures/staff/counter/desk.html", context)


@staff_required(*KEYERS)
@require_POST
def start(request: StaffRequest) -> HttpResponse:
    """Begin an application in the name of whoever is there; a second press leads to the same one."""
    now, office = timezone.now(), request.staff.organisation.pk
    chosen = {f"{one.procedure.slug}/{one.number}": one for one in open_versions(office, now=now)}
    version, number = chosen.get(request.POST.get("version", "")), known_number(request.POST.get("number", ""))
    if version is None:
        messages.error(request, _("手続を選んでください。受付中の手続だけを始められます。"))
        return redirect("procedures:staff_counter")
    language = request.POST.get("language", "ja")
    form, _is_new = paper.open_form(
        number=number or uuid.uuid4(),
        version=version,
        received_on=timezone.localdate(now),
        language=language if language in LANGUAGES else "ja",
        by=request.staff,
        now=now,
        at_counter=True,
    )
    return redirect(entry_url(form))


@never_cache
@staff_required(*KEYERS)
@require_http_methods(["GET", "HEAD", "POST"])
def of_form(request: StaffRequest, number: UUID) -> HttpResponse:
    """A form that is being filled in, to be handed over."""
    form = found(request, number)
    if form.application is not None:
        return redirect("procedures:staff_counter_case", form.application.reference)
    if request.method == "POST":
        return _hand_over(request, form)
    return _show(request, form, handovers.of_form(form), back=reverse("procedures:staff_paper", args=[form.pk]))


@never_cache
@staff_required(*KEYERS)
@require_http_methods(["GET", "HEAD", "POST"])
def of_case(request: StaffRequest, reference: str) -> HttpResponse:
    """A case, to be handed over, with what is printed and where its fee is taken."""
    case = own(request, reference)
    if request.method == "POST":
        return _hand_over(request, case)
    return _show(request, case, handovers.of_case(case), back=reverse("procedures:staff_case", args=[reference]))


def _show(request: StaffRequest, of: PaperForm | Application, earlier: list[Handover], *, back: str) -> HttpResponse:
    case = of if isinstance(of, Application) else None
    audit.record_read(
        "procedures.case_read" if case else "procedures.paper_read",
        by=request.staff,
        target=of,
        subject=case.person if case else None,
        purpose=PURPOSE,
        now=timezone.now(),
    )
    version, answers = live(of.version_id), of.answers if isinstance(of, Application) else paper.answers_of(of)
    context = {
        "case": case,
        "form": None if case else of,
        "version": version,
        "sections": sections(version, answers),
        "earlier": earlier,
        "back": back,
        "token": uuid.uuid4(),
        "language": of.language,
        "charges": charges_of(case) if case else [],
        "minutes": int(counter.LASTS.total_seconds() // 60),
    }
    return render(request, "procedures/staff/counter/hand_over.html", context)


def _hand_over(request: StaffRequest, of: PaperForm | Application) -> HttpResponse:
    """From here on the session opens the resident's page alone."""
    code, number = request.POST.get("code", "").strip(), known_number(request.POST.get("number", ""))
    language = request.POST.get("language", "")
    if not CODE_SIGNS[0] <= len(code) <= CODE_SIGNS[1]:
        messages.error(request, _("返してもらうときの番号を、4文字から12文字で決めてください。例：4827"))
        return redirect(request.path)
    try:
        made = counter.hand_over(
            number=number or uuid.uuid4(),
            of=of,
            language=language if language in LANGUAGES else of.language,
            by=request.staff,
            now=timezone.now(),
        )
    except (BrokenRule, AlreadySubmitted) as broken:
        messages.error(request, _said(broken))
        return redirect(request.path)
    page = reverse("procedures:counter_read", args=[made.public_id])
    handing_over.hand_over(request.session, page=page, code=code)
    return redirect(page)


def _said(broken: Exception) -> str:
    if isinstance(broken, counter.NothingToRead):
        return _("まだ何も入力されていません。入力してから画面を渡してください。")
    return sentence(broken) if isinstance(broken, BrokenRule) else _("この申請書は登録済みです。")


@staff_required(*READERS)
@require_safe
def receipt(request: StaffRequest, reference: str) -> HttpResponse:
    """The receipt in the applicant's language, to be handed out; looking is written down."""
    case, _looking = find(request, reference)
    now = timezone.now()
    audit.record_read(
        "procedures.case_read", by=request.staff, target=case, subject=case.person, purpose="enquiry", now=now
    )
    with translation.override(case.language):
        made = pdf.render("procedures/receipt", receipt_data(case), language=case.language, now=case.received_at)
    headers = {"Content-Disposition": f'inline; filename="receipt-{case.reference}.pdf"', "Cache-Control": "no-store"}
    return HttpResponse(made, content_type="application/pdf", headers=headers)
