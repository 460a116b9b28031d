"""The redesign of a row: today beside the proposed, what is decided about each proposal, and the form made from it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from naniwa.kernel.people.access import NotPermitted, StaffRequest, staff_required
from naniwa.services.inventory.models import FormWish, Procedure
from naniwa.services.inventory.operations import redesigning, saving, wishing
from naniwa.services.inventory.queries import keeping, redesign
from naniwa.services.inventory.rules.seals import BrokenRule
from naniwa.services.inventory.rules.verdicts import NoReasonToDismiss
from naniwa.services.inventory.service import LEADS
from naniwa.services.inventory.views import proposals
from naniwa.services.inventory.views.acting import act
from naniwa.services.inventory.views.addresses import of_redesign
from naniwa.services.inventory.views.asked import find, parse_count
from naniwa.services.inventory.words import refusal


@staff_required()
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: StaffRequest, number: UUID) -> HttpResponse:
    """Whoever sees the row sees what is proposed; who keeps it decides."""
    procedure = find(request, number)
    if request.method == "POST":
        return _decide(request, procedure)
    return _page(request, procedure)


@staff_required()
@require_POST
def want_form(request: StaffRequest, number: UUID) -> HttpResponse:
    procedure = find(request, number)

    def work() -> FormWish:
        return wishing.want(procedure=procedure, by=request.staff, now=timezone.now())

    return act(request, work, _("申請フォームの下書きを頼みました。"), back=of_redesign(procedure))


def _decide(request: StaffRequest, procedure: Procedure) -> HttpResponse:
    wanted, seen = proposals.sent(request.POST), parse_count(request.POST.get("seen", ""))
    try:
        redesigning.decide(procedure=procedure, wanted=wanted, seen=seen, by=request.staff, now=timezone.now())
    except saving.NotYours as error:
        raise NotPermitted(*LEADS) from error
    except NoReasonToDismiss:
        return _page(request, procedure, status=422)
    except BrokenRule as broken:
        messages.error(request, refusal(broken))
    else:
        messages.success(request, _("見直しの内容を保存しました。"))
    return redirect(of_redesign(procedure))


def _page(request: StaffRequest, procedure: Procedure, *, status: int = 200) -> HttpResponse:
    found = redesign.redesign_of(procedure)
    typed = proposals.sent(request.POST) if status != 200 else None  # noqa: PLR2004 - HTTP
    may_change = keeping.keeps(request.staff, procedure.department) and not procedure.removed_at
    shown = proposals.shown(found, typed)
    context = {
        "procedure": procedure,
        "found": found,
        "proposals": shown,
        "faults": [field for one in shown for field in one.fields],
        "figures": proposals.figures(found),
        "counts": proposals.counts(found),
        "flows": proposals.flows(found),
        "past": proposals.past(found),
        "score": proposals.score_in_words(found.facts),
        "wish": redesign.wish_of(procedure),
        "again": timezone.now() - wishing.AGAIN,
        "may_change": may_change,
    }
    return render(request, "inventory/redesign.html", context, status=status)
