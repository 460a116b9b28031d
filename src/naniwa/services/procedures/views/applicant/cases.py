"""A person's own applications: all of them, and one with its status, answers and letters."""

from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from naniwa.kernel.events import origins
from naniwa.kernel.mandates.rules import Act
from naniwa.kernel.notifications.models import Message
from naniwa.kernel.people.access import PersonRequest, person_required
from naniwa.services.procedures.models import Application, Draft
from naniwa.services.procedures.operations.withdrawals import withdraw as take_back
from naniwa.services.procedures.queries import applicant as queries
from naniwa.services.procedures.queries.agents import agent_in_words
from naniwa.services.procedures.queries.catalogue import window_of
from naniwa.services.procedures.queries.fees import charges_of
from naniwa.services.procedures.queries.live import Live, live
from naniwa.services.procedures.queries.papers import certificate_of
from naniwa.services.procedures.queries.transcripts import transcripts, word_of
from naniwa.services.procedures.rules import AlreadyDecided, NotYours, WrongState, may_withdraw
from naniwa.services.procedures.views.applicant import agents
from naniwa.services.procedures.views.applicant.answers import sections
from naniwa.services.procedures.views.applicant.finding import closing
from naniwa.services.procedures.views.applicant.wording import events, standing

LONGEST_REASON = 500


def found(request: PersonRequest, reference: str) -> Application:
    """The person's application, or one of somebody they act for.

    Raises Http404 for anybody else's, as for one that does not exist.
    """
    case = queries.own_application(reference, request.user) or agents.case_of(request, reference)
    if case is None:
        raise Http404
    return case


@never_cache
@require_safe
@person_required
def mine(request: PersonRequest) -> HttpResponse:
    """Drafts to go on with, and applications, those that wait for the person first."""
    cases = queries.own_applications(request.user)
    deadlines = queries.deadlines([case for case in cases if case.state in queries.CORRECTABLE])
    agents_drafts, agents_cases = queries.agents_work(request.user)
    now = timezone.now()
    context = {
        "drafts": [_begun(draft, now) for draft in queries.open_drafts(request.user)],
        "cases": [(case, live(case.version_id), deadlines.get(case.pk)) for case in cases],
        "now": now,
        "agents_drafts": [_begun(draft, now) for draft in agents_drafts],
        "agents_cases": [(case, live(case.version_id)) for case in agents_cases],
    }
    return render(request, "procedures/applicant/mine.html", context)


def _begun(draft: Draft, now: datetime) -> tuple[Draft, Live, datetime | None, bool]:
    """A draft with the last minute for handing it in, if there is one, and whether that has not passed."""
    version = live(draft.version_id)
    return draft, version, closing(version), window_of(version, now) == "open"


def _letters(request: PersonRequest, case: Application) -> list[Message]:
    return queries.letters(case) if agents.may_read_letters(request, case) else []


@never_cache
@require_safe
@person_required
def case(request: PersonRequest, reference: str) -> HttpResponse:
    """One application in plain words."""
    application = found(request, reference)
    version, now = live(application.version_id), timezone.now()
    steps = queries.steps(application)
    context = {
        "case": application,
        "procedure": version.procedure,
        "standing": standing(application, now),
        "events": events(version, steps),
        "transcripts": transcripts(reference, steps),
        "asking": origins.leading(word_of(reference), office=application.organisation.code, about=_about(version)),
        "sections": sections(version, application.answers),
        "letters": _letters(request, application),
        "agent": agent_in_words(application),
        "decision": getattr(application, "decision", None),
        "certificate": certificate_of(application, getattr(application, "decision", None)),
        "charges": charges_of(application) if agents.may(request, application, Act.APPLY) else [],
        "correctable": application.state in queries.CORRECTABLE and agents.may(request, application, Act.CORRECT),
        "notice": queries.sent_notice(application),
        "may_withdraw": may_withdraw(application.state) and agents.may(request, application, Act.WITHDRAW),
        "now": now,
    }
    return render(request, "procedures/applicant/case.html", context)


def _about(version: Live) -> str:
    return version.procedure.title.in_language(get_language() or "ja")


@never_cache
@require_http_methods(["GET", "POST"])
@person_required
def withdraw(request: PersonRequest, reference: str) -> HttpResponse:
    """Take an application back, after asking once."""
    application = found(request, reference)
    if request.method == "POST":
        try:
            reason = request.POST.get("reason", "").strip()[:LONGEST_REASON]
            take_back(application=application, reason=reason, by=request.user, now=timezone.now())
        except NotYours:
            messages.warning(request, _("取り下げることまでは頼まれていません。取り下げは、本人に頼んでください。"))
        except (AlreadyDecided, WrongState):
            messages.warning(request, _("この申請は、もう取り下げられません。いまの状況を確かめてください。"))
        return redirect("procedures:case", application.reference)
    if not may_withdraw(application.state) or not agents.may(request, application, Act.WITHDRAW):
        return redirect("procedures:case", application.reference)
    procedure = live(application.version_id).procedure
    context = {"case": application, "procedure": procedure, "longest": LONGEST_REASON}
    return render(request, "procedures/applicant/withdraw.html", context)
