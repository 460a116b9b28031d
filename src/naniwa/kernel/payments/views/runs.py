"""One run: what is in it and what is not, release by a second person, the bank file."""

from collections.abc import Mapping
from dataclasses import dataclass
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
from naniwa.kernel.payments.models.objection import LABELS, LONGEST_REASON
from naniwa.kernel.payments.queries import runs, second_looks
from naniwa.kernel.payments.queries.waiting import procedures
from naniwa.kernel.payments.rules import WAIVABLE, Code, NotABankingDay, SamePerson, TransferDayPassed
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
        "この回では先の1件だけを振り込みます。同じ方の別の申請かどうかを確かめてください。正しければ、この振込依頼を作った人とは別の担当者が、理由を書いて「次の回で振り込む」を選びます。"
    ),
    Code.PAID_BEFORE: gettext_lazy(
        "「見るところ」にある受付番号の分と、二重の申請でないかを確かめてください。2店目の分などで正しければ、この振込依頼を作った人とは別の担当者が、理由を書いて「次の回で振り込む」を選びます。"
    ),
}


@dataclass(frozen=True)
class Group:
    """Claims kept out for one reason: what it means, how to mend it, and whether a person may waive it."""

    meaning: str
    remedy: str
    waivable: bool
    objections: list[Objection]


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
        "let_through": list(second_looks.let_through(run)),
        "may_waive": staff.may("releaser") and run.created_by_id != staff.person.pk,
        "longest_reason": LONGEST_REASON,
        "own": run.created_by_id == staff.person.pk,
        "may_release": staff.may("releaser") and run.state == RunState.DRAFT,
        "may_discard": staff.may("payer", "releaser") and run.state == RunState.DRAFT,
        "may_fetch": staff.may("payer", "releaser") and run.sha256,
        "may_confirm": staff.may("payer", "releaser") and run.state == RunState.RELEASED,
    }
    return render(request, "payments/run.html", context)


def grouped(objections: list[Objection]) -> list[Group]:
    """By kind."""
    kinds = [(Code(code), list(each)) for code, each in groupby(objections, key=lambda objection: objection.code)]
    return [Group(str(LABELS[code]), str(REMEDIES[code]), code in WAIVABLE, each) for code, each in kinds]


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
