"""Cases: reported, found, read, completed and closed."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from naniwa.design.tables import page_number
from naniwa.kernel.people.access import StaffRequest, staff_required
from naniwa.library.spoken import said
from naniwa.library.typed import number_in
from naniwa.services.outbreak.forms import CloseForm, DetailsForm, ReportForm
from naniwa.services.outbreak.models import Case
from naniwa.services.outbreak.operations import closing, reporting
from naniwa.services.outbreak.queries import cases, centres, regimes
from naniwa.services.outbreak.rules.broken import BrokenRule
from naniwa.services.outbreak.service import CENTRE, REPORTERS
from naniwa.services.outbreak.views import acting, case_page, diseases, lists
from naniwa.services.outbreak.words import refusal

LONGEST_WORDS = 100


@staff_required(*REPORTERS)
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: StaffRequest) -> HttpResponse:
    """A number drawn with the form reports one case of however many presses."""
    disease = diseases.asked(request)
    if not disease:
        return render(request, "outbreak/cases/which.html", {"diseases": diseases.choices()})
    severities = regimes.in_force(disease).regime.severity_points
    form = ReportForm(request.POST if request.method == "POST" else None, severities=severities)
    if _sent(request, form) and (case := _report(request, form, disease)):
        messages.success(request, _("届け出ました。患者番号は %(number)s です。") % {"number": case.reference})
        return redirect("outbreak:case", case.public_id)
    context = {
        "form": form,
        "number": number_in(request.POST.get("number", "")),
        "slug": disease,
        "disease": diseases.name_of(disease),
        "several": diseases.several(),
    }
    return render(request, "outbreak/cases/report.html", context, status=422 if form.errors else 200)


def _sent(request: StaffRequest, form: ReportForm) -> bool:
    """Whether something was sent that can be taken."""
    return request.method == "POST" and form.is_valid() and form.has_come(timezone.localdate())


def _report(request: StaffRequest, form: ReportForm, disease: str) -> Case | None:
    try:
        return reporting.report(
            fields=form.cleaned_data,
            disease=disease,
            press=number_in(request.POST.get("number", "")),
            by=request.staff,
            now=timezone.now(),
        )
    except BrokenRule as broken:
        form.add_error("municipality", refusal(broken))
        return None


@staff_required(*REPORTERS)
@require_safe
def listed(request: StaffRequest) -> HttpResponse:
    query, number = request.GET, page_number(request.GET)
    words, stage = query.get("q", "").strip()[:LONGEST_WORDS], query.get("stage", "")
    found = cases.search(request.staff.organisation.pk, words=words, stage=stage, page=number)
    acting.record_list(request, "cases", found.cases)
    context = {"table": lists.cases_table(found, query, number=number), "words": words, "any": bool(found.stages)}
    return render(request, "outbreak/cases/list.html", context)


@staff_required(*REPORTERS)
@require_safe
def show(request: StaffRequest, number: UUID) -> HttpResponse:
    """A centre's own with all that was done; a clinic sees the report that it made."""
    case = cases.seen_by(request.staff.organisation.pk, number)
    if case is None:
        raise Http404
    if case.organisation_id != request.staff.organisation.pk or not request.staff.may(*CENTRE):
        acting.record_read(request, case)
        context = {
            "case": case,
            "facts": case_page.facts(case, whole=False),
            "centre": centres.centre_of(case.organisation_id),
        }
        return render(request, "outbreak/cases/reported.html", context)
    return case_page.page(request, case)


@staff_required(*CENTRE)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: StaffRequest, number: UUID) -> HttpResponse:
    case = acting.found(request, number)
    regime = regimes.in_force(case.disease).regime
    factors = [(one.key, said(one.words, _language(request))) for one in regime.factors]
    severities = {*regime.severity_points, case.severity}
    first = {name: getattr(case, name) for name in DetailsForm.base_fields}
    data = request.POST if request.method == "POST" else None
    form = DetailsForm(data, factors=factors, severities=severities, initial=first)
    if _sent(request, form):
        fields, now = form.cleaned_data, timezone.now()
        if acting.tell(
            request,
            lambda: reporting.change(case=case, fields=fields, by=request.staff, now=now),
            _("保存しました。"),
        ):
            return redirect("outbreak:case", case.public_id)
    acting.record_read(request, case)
    context = {"form": form, "case": case}
    return render(request, "outbreak/cases/change.html", context, status=422 if form.errors else 200)


@staff_required(*CENTRE)
@require_POST
def close(request: StaffRequest, number: UUID) -> HttpResponse:
    case, form = acting.found(request, number), CloseForm(request.POST)
    if not form.is_valid():
        return case_page.page(request, case, closing=form)
    outcome = form.cleaned_data["outcome"]
    acting.tell(
        request,
        lambda: closing.close(case=case, outcome=outcome, by=request.staff, now=timezone.now()),
        _("対応を終えました。"),
    )
    return redirect("outbreak:case", case.public_id)


def _language(request: StaffRequest) -> str:
    return str(getattr(request, "LANGUAGE_CODE", "ja"))
