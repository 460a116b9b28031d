"""Deciding one case, or sending it back to its reviewer."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from naniwa.kernel.people.access import StaffRequest, staff_required
from naniwa.services.procedures.models import Application, Decision, Outcome, Stage
from naniwa.services.procedures.operations import decisions, review
from naniwa.services.procedures.views.staff.acting import act, case_url, keep_typed, no_outcome, own, yen_of
from naniwa.services.procedures.views.staff.keeping import case_page, keeping


@keeping("decide", case_page)
@staff_required("approver")
@require_POST
def decide(request: StaffRequest, reference: str) -> HttpResponse:
    """A second press finds the decision made."""
    case, outcome = own(request, reference), request.POST.get("outcome", "")
    if outcome not in Outcome.values:
        messages.error(request, no_outcome(case))
        keep_typed(request, reference, "decide")
        return redirect(case_url(request, reference) + "#decide")
    done = _("決定しました。申請した方に決定のお知らせを送ります。")
    if _decided(case, request.staff.person.pk, outcome):
        messages.success(request, done)
        return redirect(case_url(request, reference))
    return act(request, case, lambda: _decide(case, outcome, request), done, form="decide", moves_on=True)


def _decide(case: Application, outcome: str, request: StaffRequest) -> None:
    decisions.decide(
        application=case,
        outcome=outcome,
        amount_yen=yen_of(request.POST),
        reason=request.POST.get("reason", "").strip()[:4000] or case.review_comment,
        by=request.staff.person,
        now=timezone.now(),
    )


@keeping("back", case_page)
@staff_required("approver")
@require_POST
def send_back(request: StaffRequest, reference: str) -> HttpResponse:
    case = own(request, reference)
    reason, done = request.POST.get("reason", "").strip()[:1000], _("審査担当に戻しました。")
    if not reason:
        messages.error(request, _("戻す理由を書いてください。審査担当が読みます。"))
        return redirect(case_url(request, reference) + "#decide")
    if case.stage == Stage.REVIEW:
        messages.success(request, done)
        return redirect(case_url(request, reference))
    return act(
        request,
        case,
        lambda: review.send_back(application=case, reason=reason, by=request.staff.person, now=timezone.now()),
        done,
        form="back",
        moves_on=True,
    )


def _decided(case: Application, person_id: int, outcome: str) -> bool:
    return Decision.objects.filter(application=case, decided_by_id=person_id, outcome=outcome).exists()
