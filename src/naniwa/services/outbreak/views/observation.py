"""The daily observation for staff: who is observed, urgent tasks, reports keyed in, the certificate, the rules."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from naniwa.design.tables import page_number
from naniwa.kernel.people.access import StaffRequest, staff_required
from naniwa.library.typed import number_in
from naniwa.services.outbreak.forms import FinishForm
from naniwa.services.outbreak.models import Way
from naniwa.services.outbreak.operations import certificates, observing, tasks
from naniwa.services.outbreak.queries import observation, regimes
from naniwa.services.outbreak.service import CENTRE
from naniwa.services.outbreak.views import acting, case_page, lists


@staff_required(*CENTRE)
@require_safe
def observed(request: StaffRequest) -> HttpResponse:
    number, now = page_number(request.GET), timezone.now()
    found, total = observation.observed(request.staff.organisation.pk, page=number)
    acting.record_list(request, "observed", found)
    table = lists.observed_table(found, total, request.GET, number=number, now=now)
    return render(request, "outbreak/observation/observed.html", {"table": table})


@staff_required(*CENTRE)
@require_safe
def urgent(request: StaffRequest) -> HttpResponse:
    number = page_number(request.GET)
    found, total = observation.open_tasks(request.staff.organisation.pk, page=number)
    acting.record_list(request, "tasks", [one.case for one in found])
    table = lists.tasks_table(found, total, request.GET, number=number, now=timezone.now())
    return render(request, "outbreak/observation/tasks.html", {"table": table})


@staff_required(*CENTRE)
@require_http_methods(["GET", "HEAD", "POST"])
def task(request: StaffRequest, number: UUID) -> HttpResponse:
    """One urgent task with the patient's reports; it ends when somebody says what came of it."""
    found = observation.task_of(request.staff.organisation.pk, number)
    if found is None:
        raise Http404
    form = FinishForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        result, now = form.cleaned_data["result"], timezone.now()
        acting.tell(
            request,
            lambda: tasks.finish(task=found, result=result, by=request.staff, now=now),
            _("対応を終えました。"),
        )
        return redirect("outbreak:tasks")
    acting.record_read(request, found.case)
    reports, regime = observation.reports_of(found.case), regimes.in_force(found.case.disease).regime
    context = {
        "task": found,
        "case": found.case,
        "form": form,
        "late": found.closed_at is None and found.due_at < timezone.now(),
        "facts": case_page.facts(found.case),
        "charts": case_page.charts(reports, regime),
        "events": case_page.events(found.case, reports, regime),
    }
    return render(request, "outbreak/observation/task.html", context, status=422 if form.errors else 200)


@staff_required(*CENTRE)
@require_POST
def key_in(request: StaffRequest, number: UUID) -> HttpResponse:
    """A report that was told on the telephone."""
    case = acting.found(request, number)
    form = case_page.reading_form(regimes.in_force(case.disease).regime, request.POST)
    if not form.is_valid():
        return case_page.page(request, case, reading=form)
    given = form.cleaned_data
    said = observing.Said(
        temperature=given.get("temperature"),
        spo2=given.get("spo2"),
        symptoms=tuple(given["symptoms"]),
        mood=given.get("mood"),
        asked=bool(given["symptoms"]) or given.get("mood") is not None,
    )
    press, now = number_in(request.POST.get("number", "")), timezone.now()
    acting.tell(
        request,
        lambda: observing.record(case=case, said=said, way=Way.STAFF, press=press, by=request.staff, now=now),
        _("報告を記録しました。"),
    )
    return redirect("outbreak:case", number)


@staff_required(*CENTRE)
@require_safe
def certificate(request: StaffRequest, number: UUID) -> HttpResponse:
    """A PDF for who has recovered."""
    case = acting.found(request, number)
    if case.isolation_ended_on is None:
        messages.warning(request, _("療養を終えると、証明書を出せます。"))
        return redirect("outbreak:case", number)
    made = certificates.certificate(case=case, by=request.staff, now=timezone.now())
    answer = HttpResponse(made, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{case.reference}.pdf"'
    return answer
