"""Filling in a draft page by page: each press of a button keeps what is there."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from naniwa.kernel.forms.answers import Problem
from naniwa.kernel.people.access import PersonRequest
from naniwa.services.procedures.models import Draft
from naniwa.services.procedures.operations import drafts
from naniwa.services.procedures.queries.catalogue import window_of
from naniwa.services.procedures.views.applicant import helps
from naniwa.services.procedures.views.applicant.held import holding, take_back
from naniwa.services.procedures.views.applicant.posts import OURS, Seen, autosaved, plain, seen
from naniwa.services.procedures.views.applicant.rendering import say
from naniwa.services.procedures.views.applicant.screens import Screen, found, overtaken, screen_of, show
from naniwa.services.procedures.views.applicant.typed import Sent
from naniwa.services.procedures.views.applicant.uploads import detach_wanted, take_files


@never_cache
@require_http_methods(["GET", "POST"])
@holding
@overtaken
def page(request: PersonRequest, draft_id: UUID, page: str) -> HttpResponse:
    """One page of a draft."""
    draft = found(request, draft_id)
    if draft.application is not None:
        return redirect("procedures:receipt", draft.application.reference)
    screen = screen_of(draft, page)
    if window_of(screen.version, timezone.now()) != "open":
        return render(request, "procedures/applicant/closed.html", {"version": screen.version, "draft": draft})
    if request.method == "POST":
        return _posted(request, screen)
    sent = take_back(request, timezone.now())
    return _restored(request, screen, sent) if sent else show(request, screen)


def _posted(request: PersonRequest, screen: Screen) -> HttpResponse:
    """Files first, then a helping button, else saving."""
    refused = take_files(request, screen.draft, screen.page)
    if detach_wanted(request, screen.draft) or request.FILES:
        screen = screen_of(found(request, screen.draft.pk), screen.page.key)
    sent = {name: request.POST.getlist(name) for name in request.POST}
    if refused or "remove_file" in sent or helps.wanted(sent):
        return _helped(request, screen, sent, refused)
    return _saved(request, screen, sent)


def _helped(request: PersonRequest, screen: Screen, sent: Sent, refused: Sequence[Problem]) -> HttpResponse:
    answers = plain(screen.page.fields, sent)
    help_given = helps.give(screen.page.fields, answers) if helps.wanted(answers) else helps.Helped(answers)
    try:
        draft, _problems = _keep(request, screen, help_given.sent, since=seen(sent))
    except drafts.SavedElsewhere:
        return _conflict(request, screen, help_given.sent)
    changed = screen_of(draft, screen.page.key)
    return show(request, changed, sent=help_given.sent, problems=refused, options=help_given.options)


def _saved(request: PersonRequest, screen: Screen, sent: Sent) -> HttpResponse:
    answers = plain(screen.page.fields, sent)
    try:
        draft, problems = _keep(request, screen, answers, since=seen(sent))
    except drafts.SavedElsewhere:
        return _conflict(request, screen, answers)
    return _onward(request, screen_of(draft, screen.page.key), answers, problems)


def _onward(request: PersonRequest, screen: Screen, sent: Sent, problems: Sequence[Problem]) -> HttpResponse:
    """Where the button leads to; on to the next page only without problems."""
    wanted = request.POST.get("save", "next")
    if autosaved(request):
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    if wanted == "close":
        messages.success(request, _("保存しました。続きは、このページからいつでも入力できます。"))
        return redirect("procedures:mine")
    if wanted == "back" and screen.previous_url:
        return redirect(screen.previous_url)
    if problems:
        return show(request, screen, sent=sent, problems=problems, fresh=_fresh(request, screen))
    to_summary = request.POST.get("to") == "summary"
    return redirect(reverse("procedures:summary", args=[screen.draft.pk]) if to_summary else screen.next_url)


def _restored(request: PersonRequest, screen: Screen, sent: Sent) -> HttpResponse:
    """What was posted while the session had run out, saved now and shown again."""
    answers = plain(screen.page.fields, sent)
    try:
        draft, problems = _keep(request, screen, answers, since=seen(sent))
    except drafts.SavedElsewhere:
        return _conflict(request, screen, answers)
    return show(request, screen_of(draft, screen.page.key), sent=answers, problems=problems, restored=True)


def _keep(request: PersonRequest, screen: Screen, sent: Sent, *, since: Seen) -> tuple[Draft, list[Problem]]:
    """Save what can be read, and what was typed if some of it cannot."""
    draft = screen.draft
    files = {field.key for field in screen.page.fields if field.type == "file"}
    readable = {name: values for name, values in sent.items() if name not in files}
    parsed = screen.version.form.parse_page(screen.page.key, readable, draft.answers)
    problems = [*parsed.problems, *_blocking(screen, {**draft.answers, **parsed.values})]
    draft = drafts.save_page(
        draft_id=draft.pk,
        page=screen.page.key,
        values=parsed.values,
        complete=not problems,
        typed=readable if problems else None,
        by=request.user,
        now=timezone.now(),
        seen=since[0],
        window=since[1],
        language=get_language() or "",
    )
    return draft, problems


def _blocking(screen: Screen, answers: dict[str, Any]) -> list[Problem]:
    """What would refuse entry, said at once where it can be mended."""
    keys = {field.key for field in screen.page.fields}
    return [
        Problem(finding.field, finding.check_code, finding.wording_applicant)
        for finding in screen.version.form.assess(answers, received_on=timezone.localdate()).findings
        if finding.severity == "block" and finding.field in keys
    ]


def _fresh(request: PersonRequest, screen: Screen) -> list[str]:
    """Questions that were not on the page when it was sent."""
    shown = request.POST.get("shown", "").split()
    return [field.key for field in screen.fields if field.key not in shown] if shown else []


def _conflict(request: PersonRequest, screen: Screen, sent: Sent) -> HttpResponse:
    """The page was saved in another window meanwhile: both answers side by side, and the person chooses."""
    draft = found(request, screen.draft.pk)
    form = screen.version.form
    ours = form.parse_page(screen.page.key, dict(sent), draft.answers).values
    rows = [
        (
            say(field.label),
            form.display(field.key, draft.answers.get(field.key)),
            form.display(field.key, ours.get(field.key)),
        )
        for field in screen.page.fields
        if field.type != "file" and draft.answers.get(field.key) != ours.get(field.key)
    ]
    hidden = [(name, value) for name, values in sent.items() for value in values if name not in OURS]
    context = {
        "screen": screen_of(draft, screen.page.key),
        "rows": rows,
        "hidden": hidden,
        "to": request.POST.get("to", ""),
    }
    return render(request, "procedures/applicant/conflict.html", context, status=409)
