"""Acts of a reviewer on a case: claim, hand back, note, send the notice, finish."""

import re
from dataclasses import dataclass
from functools import partial
from typing import Self

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from naniwa.kernel.people.access import StaffRequest, staff_required
from naniwa.kernel.people.models import Person
from naniwa.services.procedures.models import Application, Notice, NoticeState, Outcome, Stage
from naniwa.services.procedures.operations import notices, review
from naniwa.services.procedures.queries.deciding import pays
from naniwa.services.procedures.rules import check_may_review
from naniwa.services.procedures.views.staff.acting import act, case_url, keep_typed, no_outcome, own, yen_of
from naniwa.services.procedures.views.staff.keeping import case_page, keeping


@staff_required("reviewer")
@require_POST
def claim(request: StaffRequest, reference: str) -> HttpResponse:
    case = own(request, reference)
    return act(
        request,
        case,
        lambda: review.claim(application=case, by=request.staff.person, now=timezone.now()),
        _("担当になりました。"),
        stage=Stage.REVIEW,
    )


@staff_required("reviewer")
@require_POST
def hand_back(request: StaffRequest, reference: str) -> HttpResponse:
    case = own(request, reference)
    reason, done = request.POST.get("reason", "").strip()[:1000], _("チームに戻しました。")
    if case.assignee_id is None:
        messages.success(request, done)
        return redirect(case_url(request, reference))
    return act(
        request,
        case,
        lambda: review.hand_back(application=case, by=request.staff.person, now=timezone.now(), reason=reason),
        done,
    )


@keeping("note", case_page)
@staff_required("reviewer", "approver")
@require_POST
def note(request: StaffRequest, reference: str) -> HttpResponse:
    """The same words twice by the same person are one note."""
    case = own(request, reference)
    text, person = request.POST.get("text", "").strip()[:4000], request.staff.person
    latest = case.notes.order_by("-at", "-pk").first()
    if not text:
        messages.error(request, _("メモの内容を書いてください。"))
    elif latest is None or (latest.text, latest.by_id) != (text, person.pk):
        review.add_note(application=case, text=text, by=person, now=timezone.now())
        messages.success(request, _("メモを残しました。申請した方には見えません。"))
    return redirect(case_url(request, reference))


@staff_required("reviewer")
@require_POST
def send(request: StaffRequest, reference: str) -> HttpResponse:
    """Confirm the drafted notice and send it; a second press finds it sent."""
    case = own(request, reference)
    number = request.POST.get("number", "")
    notice = case.notices.filter(number=number).first() if re.fullmatch("[0-9]{1,4}", number) else None
    if notice is None:
        raise Http404
    done = _("修正のお願いを送りました。回答が届くと、再提出として戻ってきます。")
    if notice.state in {NoticeState.SENT, NoticeState.ANSWERED}:
        messages.success(request, done)
        return redirect(case_url(request, reference))
    return act(
        request, case, lambda: _send(case, notice, request.staff.person), done, stage=Stage.REVIEW, moves_on=True
    )


def _send(case: Application, notice: Notice, by: Person) -> None:
    check_may_review(case.state, stage=case.stage, assignee_id=case.assignee_id, by_id=by.pk)
    notices.send_notice(notice=notice, by=by, now=timezone.now())


@keeping("finish", case_page)
@staff_required("reviewer")
@require_POST
def finish(request: StaffRequest, reference: str) -> HttpResponse:
    """Propose an outcome and pass the case on; a second press finds it passed on."""
    case = own(request, reference)
    proposal = Proposal.of(request.POST)
    if problem := proposal.problem(case):
        messages.error(request, problem)
        keep_typed(request, reference, "finish")
        return redirect(case_url(request, reference) + "#finish")
    done = _("審査を終えました。決定する人に回しました。")
    if proposal.stands(case, request.staff.person):
        messages.success(request, done)
        return redirect(case_url(request, reference))
    propose = partial(proposal.make, case, request.staff.person)
    return act(request, case, propose, done, stage=Stage.REVIEW, form="finish", moves_on=True)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a reviewer proposes, as typed; `amount` is None where it is no amount."""

    outcome: str
    amount: int | None
    comment: str

    @classmethod
    def of(cls, data: QueryDict) -> Self:
        return cls(data.get("outcome", ""), yen_of(data), data.get("comment", "").strip()[:4000])

    def problem(self, case: Application) -> str:
        """What is missing, in words, or nothing."""
        if self.outcome not in Outcome.values:
            return no_outcome(case)
        if self.outcome == Outcome.APPROVED and pays(case) and not self.amount:
            return _("支給の案には、金額を数字で入れてください。例：1,000,000")
        return ""

    def stands(self, case: Application, by: Person) -> bool:
        """The button was pressed before."""
        return (case.stage, case.reviewed_by_id, case.proposed_outcome) == (Stage.DECISION, by.pk, self.outcome)

    def make(self, case: Application, by: Person) -> None:
        review.finish_review(
            application=case,
            outcome=self.outcome,
            amount_yen=self.amount,
            comment=self.comment,
            by=by,
            now=timezone.now(),
        )
