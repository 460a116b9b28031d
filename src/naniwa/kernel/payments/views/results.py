"""What the bank says of a run: the list of returned transfers, looked at first, then taken in."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from naniwa.kernel.payments import failure_list, operations
from naniwa.kernel.payments.errors import PaymentError
from naniwa.kernel.payments.failure_list import FailedTransfer, UnreadableList
from naniwa.kernel.payments.models import Run, RunState
from naniwa.kernel.payments.queries.failures import Matched, match
from naniwa.kernel.payments.views.runs import find
from naniwa.kernel.payments.wording import explain
from naniwa.kernel.people.access import StaffRequest, staff_required

MOST_BYTES = 4_000_000


@staff_required("payer", "releaser")
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: StaffRequest, number: UUID) -> HttpResponse:
    """Ask for the list, show what it would change, then carry it out."""
    run = find(request, number)
    if request.method != "POST":
        return _asked(request, run)
    if run.state == RunState.CONFIRMED:
        return _done(request, run)
    try:
        failures = _failures(request)
        return _apply(request, run, failures) if request.POST.get("apply") else _preview(request, run, failures)
    except UnreadableList as error:
        return _asked(request, run, problem=str(error))


def _asked(request: StaffRequest, run: Run, *, problem: str = "") -> HttpResponse:
    context = {"run": run, "problem": problem, "text": request.POST.get("text", "")}
    return render(request, "payments/results.html", context, status=422 if problem else 200)


def _preview(request: StaffRequest, run: Run, failures: list[FailedTransfer]) -> HttpResponse:
    found: Matched = match(run, failures)
    context = {
        "run": run,
        "found": found,
        "text": _text(request),
        "paid": run.records - len(found.matched),
        "paid_yen": run.total_yen - found.total_yen,
    }
    return render(request, "payments/results_preview.html", context)


def _apply(request: StaffRequest, run: Run, failures: list[FailedTransfer]) -> HttpResponse:
    try:
        operations.confirm(run=run, failures=failures, by=request.staff, now=timezone.now())
    except PaymentError as error:
        messages.error(request, explain(error))
        return redirect("payments:results", run.public_id)
    return _done(request, run)


def _done(request: StaffRequest, run: Run) -> HttpResponse:
    messages.success(request, _("振込の結果を取り込みました。戻ってきた振込は、口座を直すお願いを送りました。"))
    return redirect("payments:run", run.public_id)


def _failures(request: StaffRequest) -> list[FailedTransfer]:
    text = _text(request)
    return failure_list.read(text.encode()) if text.strip() else []


def _text(request: StaffRequest) -> str:
    """The file if there is one, else what was pasted. Raises UnreadableList."""
    upload = request.FILES.get("list")
    if upload is None:
        return str(request.POST.get("text", ""))
    if upload.size and upload.size > MOST_BYTES:
        raise UnreadableList(_("ファイルが大きすぎます。戻ってきた振込だけの一覧を選んでください。"))
    return failure_list.text_of(upload.read())
