"""The last look before an application is handed in, and handing it in, once."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from naniwa.kernel.consent.purposes import newest
from naniwa.kernel.forms.answers import Assessment, Finding, Problem
from naniwa.kernel.identity.sessions import level_in
from naniwa.kernel.people.access import PersonRequest
from naniwa.library.sureness import reaches
from naniwa.services.procedures.models import Draft
from naniwa.services.procedures.operations import intake
from naniwa.services.procedures.operations.preparing import RefusedAtEntry
from naniwa.services.procedures.queries.catalogue import window_of
from naniwa.services.procedures.queries.live import Live, live
from naniwa.services.procedures.rules import AccountOfAgent, NotOpen, NotProvedEnough
from naniwa.services.procedures.views.applicant.agents import account_words
from naniwa.services.procedures.views.applicant.answers import EditUrl, field_anchor, sections
from naniwa.services.procedures.views.applicant.fees import ahead
from naniwa.services.procedures.views.applicant.held import holding
from naniwa.services.procedures.views.applicant.origins import notes as origin_notes
from naniwa.services.procedures.views.applicant.rendering import say
from naniwa.services.procedures.views.applicant.screens import entry_url, found, overtaken, page_url


@dataclass(frozen=True)
class Remark:
    """What a rule or a missing answer says, and where it is mended."""

    words: str
    url: str


@never_cache
@require_http_methods(["GET", "POST"])
@holding
@overtaken
def summary(request: PersonRequest, draft_id: UUID) -> HttpResponse:
    """All answers with what is still to do; the button hands them in, however often it is pressed."""
    draft = found(request, draft_id)
    if draft.application is not None:
        return redirect("procedures:receipt", draft.application.reference)
    if request.method == "POST" and request.POST.get("consent") and not _unread(live(draft.version_id), draft):
        return _handed_in(request, draft)
    return _shown(request, draft, consent_missing=request.method == "POST" and not request.POST.get("consent"))


def _handed_in(request: PersonRequest, draft: Draft) -> HttpResponse:
    try:
        proved = level_in(request)
        application = intake.submit(draft_id=draft.pk, by=request.user, now=timezone.now(), proved=proved)
    except NotProvedEnough:
        return _shown(request, draft)
    except AccountOfAgent:
        messages.error(request, account_words())
        return _shown(request, draft)
    except NotOpen:
        context = {"version": live(draft.version_id), "draft": draft}
        return render(request, "procedures/applicant/closed.html", context, status=403)
    except RefusedAtEntry:
        return _shown(request, draft)
    return redirect("procedures:receipt", application.reference)


def _shown(request: PersonRequest, draft: Draft, *, consent_missing: bool = False) -> HttpResponse:
    version = live(draft.version_id)
    asked = version.procedure.identity
    if window_of(version, timezone.now()) != "open":
        return render(request, "procedures/applicant/closed.html", {"version": version, "draft": draft})
    assessment = version.form.assess(version.form.without_hidden(draft.answers), received_on=timezone.localdate())
    blocks = [*_blocks(version, draft, assessment), *_unread(version, draft)]
    context = {
        "draft": draft,
        "procedure": version.procedure,
        "sections": sections(
            version, draft.answers, edit=_edit(draft), problems=assessment.problems, notes=origin_notes(draft.origins)
        ),
        "blocks": blocks,
        "dues": ahead(version, draft.answers),
        "advice": _advice(version, draft, assessment),
        "ready": not blocks,
        "prove": "" if reaches(level_in(request), asked) else asked,
        "entry_url": entry_url(draft),
        "total": len(version.form.visible_pages(draft.answers)) + 1,
        "purpose": newest(intake.purpose_of(version)),
        "faults": [("consent", _("同意を確かめてください。よければチェックを付けてください。"))]
        if consent_missing
        else [],
    }
    return render(request, "procedures/applicant/summary.html", context)


def _edit(draft: Draft) -> EditUrl:
    return lambda page, field: f"{page_url(draft, page)}?to=summary{field_anchor(field)}"


def _blocks(version: Live, draft: Draft, assessment: Assessment) -> list[Remark]:
    """Why the answers cannot be handed in yet."""
    refusing = [finding for finding in assessment.findings if finding.severity == "block"]
    return [_missing(version, draft, one) for one in assessment.problems] + [
        _found(version, draft, one) for one in refusing
    ]


def _unread(version: Live, draft: Draft) -> list[Remark]:
    """What was typed and cannot be read as an answer, where nothing else would say so: an optional field."""
    answers = draft.answers
    return [
        Remark(say(one.message), _mend_url(version, draft, one.field))
        for page in version.form.visible_pages(answers)
        if (typed := draft.typed(page.key))
        for one in version.form.parse_page(page.key, typed, answers).problems
        if not version.form.fields[one.field.partition(".")[0]].required
    ]


def _advice(version: Live, draft: Draft, assessment: Assessment) -> list[Remark]:
    """What staff will probably ask about; it does not stand in the way."""
    return [_found(version, draft, one) for one in assessment.findings if one.severity != "block"]


def _missing(version: Live, draft: Draft, problem: Problem) -> Remark:
    return Remark(say(problem.message), _mend_url(version, draft, problem.field))


def _found(version: Live, draft: Draft, finding: Finding) -> Remark:
    return Remark(say(finding.wording_applicant), _mend_url(version, draft, finding.field))


def _mend_url(version: Live, draft: Draft, field: str) -> str:
    key = field.partition(".")[0]
    page = next(page.key for page in version.form.form.pages if any(one.key == key for one in page.fields))
    return f"{page_url(draft, page)}?to=summary{field_anchor(field)}"
