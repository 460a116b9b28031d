"""One run: what is in it and what is not, release by a second person, the bank file."""

from collections.abc import Mapping
from itertools import groupby
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.payments import operations
from naniwa.kernel.payments.errors import PaymentError
from naniwa.kernel.payments.models import Objection, Run, RunState
from naniwa.kernel.payments.models.objection import LABELS
from naniwa.kernel.payments.queries import runs
from naniwa.kernel.payments.queries.waiting import procedures
from naniwa.kernel.payments.rules import Code, NotABankingDay, SamePerson, TransferDayPassed
from naniwa.kernel.payments.views.home import READERS
from naniwa.kernel.payments.wording import explain
from naniwa.kernel.people.access import StaffRequest, staff_required

REMEDIES: Mapping[Code, str | Promise] = {
    Code.CLOSED_BANK: gettext_lazy("申請した方に、今の金融機関と支店を確かめて口座を直してもらいます。"),
    Code.WRONG_BRANCH: gettext_lazy("申請した方に、支店の番号を確かめて口座を直してもらいます。"),
    Code.WRONG_ACCOUNT: gettext_lazy("申請した方に、通帳を見て口座番号と種目を直してもらいます。"),
    Code.UNWRITABLE_NAME: gettext_lazy("申請した方に、通帳のカナのとおりに名義を直してもらいます。"),
    Code.AMOUNT_OUT_OF_RANGE: gettext_lazy("1件の上限を超えています。決定の内容を確かめてください。"),
    Code.DUPLICATE_ACCOUNT: gettext_lazy(
        "この回では先の1件だけを振り込みます。同じ方の別の申請かどうかを確かめてください。正しければ、次の回で振り込まれます。"
    ),
}


def find(request: StaffRequest, number: UUID) -> Run:
    """The run, if it is one of the organisation's. Raises Http404."""
    run = runs.runs().filter(public_id=number, organisation=request.staff.organisation).first()
    if run is None:
        raise Http404
    return run


@staff_required(*READERS)
@require_safe
def show(request: StaffRequest, number: UUID) -> HttpResponse:
    run, staff = find(request, number), request.staff
    context = {
        "run": run,
        "title": procedures().get(run.procedure, run.procedure),
        "places": runs.by_municipality(run),
        "payers": runs.by_payer(run),
        "objections": grouped(list(runs.objections(run))),
        "own": run.created_by_id == staff.person.pk,
        "may_release": staff.may("releaser") and run.state == RunState.DRAFT,
        "may_discard": staff.may("payer", "releaser") and run.state == RunState.DRAFT,
        "may_fetch": staff.may("payer", "releaser") and run.sha256,
        "may_confirm": staff.may("payer", "releaser") and run.state == RunState.RELEASED,
    }
    return render(request, "payments/run.html", context)


def grouped(objections: list[Objection]) -> list[tuple[str, str, list[Objection]]]:
    """By kind: what it means, how to mend it, and the claims that were kept out."""
    groups = groupby(objections, key=lambda objection: objection.code)
    return [(str(LABELS[Code(code)]), str(REMEDIES[Code(code)]), list(each)) for code, each in groups]


@staff_required("releaser")
@require_POST
def release(request: StaffRequest, number: UUID) -> HttpResponse:
    """A second press finds it released."""
    run = find(request, number)
    try:
        if run.released_by_id != request.staff.person.pk:
            operations.release(run=run, by=request.staff, now=timezone.now())
    except (PaymentError, NotABankingDay, TransferDayPassed, SamePerson) as error:
        messages.error(request, explain(error))
    else:
        messages.success(request, _("承認しました。銀行に渡すファイルができました。"))
    return redirect("payments:run", number)


@staff_required("payer", "releaser")
@require_POST
def discard(request: StaffRequest, number: UUID) -> HttpResponse:
    """A second press finds it discarded."""
    run = find(request, number)
    try:
        if run.state != RunState.DISCARDED:
            operations.discard(run=run, by=request.staff, now=timezone.now())
    except PaymentError as error:
        messages.error(request, explain(error))
    else:
        messages.success(request, _("取りやめました。案件は振込待ちに戻りました。"))
    return redirect("payments:run", number)


@staff_required("payer", "releaser")
@require_safe
def file(request: StaffRequest, number: UUID) -> HttpResponse:
    """The bytes that the bank gets; every download is written down."""
    run = find(request, number)
    made = runs.payout_file(run)
    if made is None:
        raise Http404
    audit.record(
        "payments.file_fetched", by=request.staff, target=run, now=timezone.now(), purpose="payment", sha256=made.sha256
    )
    headers = {"Content-Disposition": f'attachment; filename="{made.name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(made.content, content_type="application/octet-stream", headers=headers)
