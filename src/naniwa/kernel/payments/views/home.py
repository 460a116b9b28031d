"""What waits to be paid, the runs so far, and making up a new one."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from naniwa.kernel.payments.errors import PaymentError
from naniwa.kernel.payments.models import Run
from naniwa.kernel.payments.operations.once import collect_once
from naniwa.kernel.payments.queries import runs
from naniwa.kernel.payments.queries.waiting import procedures, waiting
from naniwa.kernel.payments.rules import NotABankingDay, TransferDayPassed
from naniwa.kernel.payments.wording import explain
from naniwa.kernel.people.access import StaffRequest, staff_required
from naniwa.library.banking_days import after

READERS = ("payer", "releaser", "auditor")
SHOWN = 100
PREPARED_IN = 3


@staff_required(*READERS)
@require_safe
def show(request: StaffRequest) -> HttpResponse:
    today, here, titles = timezone.localdate(), request.staff.organisation, procedures()
    made = runs.runs().filter(organisation=here)[:SHOWN]
    context = {
        "waiting": waiting(here.pk),
        "runs": [(run, titles.get(run.procedure, run.procedure)) for run in made],
        "may_collect": request.staff.may("payer"),
        "day": after(today, PREPARED_IN),
        "person": request.staff.person,
    }
    return render(request, "payments/home.html", context)


@staff_required("payer")
@require_POST
def collect(request: StaffRequest) -> HttpResponse:
    """A second press shows the run that the first one made."""
    transfer_on = _day(request)
    if transfer_on is None:
        messages.error(request, _("振込日を選んでください。例：2026-11-26"))
        return redirect("payments:home")
    try:
        run = _collect(request, transfer_on)
    except (PaymentError, NotABankingDay, TransferDayPassed) as error:
        messages.error(request, explain(error))
        return redirect("payments:home")
    return redirect("payments:run", run.public_id)


def _collect(request: StaffRequest, transfer_on: date) -> Run:
    return collect_once(
        organisation=request.staff.organisation,
        procedure=request.POST.get("procedure", ""),
        transfer_on=transfer_on,
        by=request.staff,
        now=timezone.now(),
    )


def _day(request: StaffRequest) -> date | None:
    try:
        return parse_date(request.POST.get("transfer_on", ""))
    except ValueError:
        return None
