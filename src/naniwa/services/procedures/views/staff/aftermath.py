"""After the decision: appeals, withdrawing the decision, and legal holds, each from the page of the case."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from naniwa.kernel.people.access import StaffRequest, staff_required
from naniwa.services.procedures.models import AppealOutcome, Application, Hold, State
from naniwa.services.procedures.operations import appeals, holds, recalls
from naniwa.services.procedures.queries.aftermath import aftermath
from naniwa.services.procedures.queries.there import There
from naniwa.services.procedures.queries.viewing import Viewer
from naniwa.services.procedures.rules import BrokenRule
from naniwa.services.procedures.views.staff.acting import act, own
from naniwa.services.procedures.views.staff.keeping import case_page, keeping, page_of_hold
from naniwa.services.procedures.views.staff.sentences import sentence

HOLDERS = ("administrator", "approver")
RECALLABLE = (State.APPROVED, State.DECLINED, State.PAID, State.TRANSFER_FAILED)
LONGEST = 4000


def standing(case: Application, looking: Viewer, has: There) -> dict[str, object]:
    """What the case's page shows of this, and what the reader may do about it."""
    after, today = aftermath(case, has, now=timezone.now()), timezone.localdate()
    acts = looking.decides_on(case) and looking.approves and not after.gone
    return {
        "after": after,
        "may_hold": acts,
        "may_appeal": acts and after.open_appeal is None and case.stage == "closed" and case.state != "withdrawn",
        "may_answer": acts and after.open_appeal is not None,
        "may_recall": acts and case.state in RECALLABLE,
        "today": today,
    }


@keeping("appeal", case_page)
@staff_required("approver")
@require_POST
def appeal(request: StaffRequest, reference: str) -> HttpResponse:
    """A second press finds it recorded, and says so."""
    case, day = own(request, reference), parse_date(request.POST.get("filed_on", ""))
    now, ground = timezone.now(), request.POST.get("ground", "")[:LONGEST]

    def work() -> None:
        if day is None:
            raise appeals.WrongDay
        appeals.record(application=case, filed_on=day, ground=ground, by=request.staff, now=now)

    return act(request, case, work, _("審査請求を記録しました。"))


@keeping("answer", case_page)
@staff_required("approver")
@require_POST
def answer(request: StaffRequest, reference: str) -> HttpResponse:
    case, day = own(request, reference), parse_date(request.POST.get("answered_on", ""))
    outcome, words = request.POST.get("outcome", ""), request.POST.get("words", "")[:LONGEST]

    def work() -> None:
        if day is None or outcome not in AppealOutcome.values:
            raise appeals.WrongDay
        chosen, now = AppealOutcome(outcome), timezone.now()
        appeals.answer(application=case, outcome=chosen, answered_on=day, words=words, by=request.staff, now=now)

    return act(request, case, work, _("裁決を記録しました。"))


@keeping("recall", case_page)
@staff_required("approver")
@require_POST
def recall(request: StaffRequest, reference: str) -> HttpResponse:
    """A second press finds the decision withdrawn."""
    case, due_on = own(request, reference), parse_date(request.POST.get("due_on", ""))
    reason, done = request.POST.get("reason", "")[:LONGEST], _("決定を取り消しました。申請した方にお知らせを送ります。")

    def work() -> None:
        if case.state != State.RECALLED:
            recalls.recall(
                application=case, reason=reason, due_on=due_on, by=request.staff.person, now=timezone.now()
            )  # fmt: skip

    return act(request, case, work, done)


@keeping("hold", case_page)
@staff_required("approver")
@require_POST
def hold(request: StaffRequest, reference: str) -> HttpResponse:
    case, until = own(request, reference), parse_date(request.POST.get("until", ""))
    reason, now = request.POST.get("reason", "")[:1000], timezone.now()
    done = _("消去を止めました。")
    return act(
        request,
        case,
        lambda: holds.hold_case(application=case, reason=reason, until=until, by=request.staff, now=now),
        done,
    )


@keeping("end", page_of_hold)
@staff_required(*HOLDERS)
@require_POST
def end_hold(request: StaffRequest, number: UUID) -> HttpResponse:
    """A second press changes nothing."""
    held = get_object_or_404(Hold.objects.select_related("application"), public_id=number)
    try:
        holds.end(hold=held, reason=request.POST.get("reason", "")[:1000], by=request.staff, now=timezone.now())
    except BrokenRule as broken:
        messages.error(request, sentence(broken))
    else:
        messages.success(request, _("消去の停止を解きました。"))
    if held.application and request.staff.may("approver"):
        return redirect("procedures:staff_case", held.application.reference)
    return redirect("procedures:staff_retention")
