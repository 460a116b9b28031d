"""Beginning an application, going on with it, on another device too, and throwing it away."""

from datetime import timedelta
from typing import cast
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from naniwa.kernel.identity.levels import Level
from naniwa.kernel.identity.sessions import enter_as_guest, level_in
from naniwa.kernel.mandates.models import Mandate
from naniwa.kernel.people import limits
from naniwa.kernel.people.access import PersonRequest, person_required
from naniwa.services.procedures.operations import drafts, resuming
from naniwa.services.procedures.queries.applicant import applied_for
from naniwa.services.procedures.queries.catalogue import window_of
from naniwa.services.procedures.queries.live import Live, live
from naniwa.services.procedures.rules import NotOpen
from naniwa.services.procedures.views.applicant import agents
from naniwa.services.procedures.views.applicant.finding import found as found_procedure
from naniwa.services.procedures.views.applicant.finding import places
from naniwa.services.procedures.views.applicant.screens import entry_url, found, overtaken

LINKS = limits.Rule("ask for a link to go on elsewhere", 6, timedelta(hours=1))


@never_cache
@require_http_methods(["GET", "POST"])
def apply(request: HttpRequest, slug: str) -> HttpResponse:
    """Open the person's draft; asking twice opens the same one, so that sign-in may lead here.

    Who is not known has to sign in, or may go on unknown where the procedure asks for no more.
    """
    version = found_procedure(slug)
    if places(request, version):
        return redirect("procedures:about", slug)
    level, asked = level_in(request), Level(version.procedure.identity)
    if request.user.is_authenticated and (level != Level.NONE or asked == Level.NONE):
        return _opened(cast("PersonRequest", request), version)
    if asked != Level.NONE:
        return redirect_to_login(request.get_full_path())
    if request.method == "POST" and window_of(version, timezone.now()) == "open":
        language = get_language() or "ja"
        return enter_as_guest(request, language=language, next_path=request.path, now=timezone.now())
    return render(request, "procedures/applicant/guest.html", {"version": version, "procedure": version.procedure})


def _opened(request: PersonRequest, version: Live) -> HttpResponse:
    """Their own draft; who acts for others says first for whom this is."""
    others, chosen = agents.principals(request, version), request.GET.get(agents.CHOSEN, "")
    mandate = next((one for one in others if one.reference == chosen), None)
    if chosen != agents.ONESELF and mandate is None and (others or chosen):
        context = {"version": version, "procedure": version.procedure, "others": others, "unknown": bool(chosen)}
        return render(request, "procedures/applicant/whose.html", context)
    if mandate is not None:
        agents.enter(request, mandate)
    return _begun(request, version, mandate)


def _begun(request: PersonRequest, version: Live, mandate: Mandate | None) -> HttpResponse:
    slug, language, now = version.procedure.slug, get_language() or "ja", timezone.now()
    try:
        draft = drafts.start(version=version, by=request.user, language=language, now=now, mandate=mandate)
    except NotOpen:
        return render(request, "procedures/applicant/closed.html", {"version": version}, status=403)
    if draft.saves:
        messages.info(request, _("前回の続きから始めます。"))
    elif mandate is None and (earlier := applied_for(request.user, slug)):
        words = _(
            "この手続には、すでに提出した申請（%(reference)s）があります。別の事業者の申請でないか確かめてください。"
        )
        messages.warning(request, words % {"reference": earlier})
    return redirect(entry_url(draft))


@never_cache
@require_safe
@person_required
def resume(request: PersonRequest, draft_id: UUID) -> HttpResponse:
    """Where a link to a draft leads: the first page that is not complete, or the receipt."""
    draft = found(request, draft_id)
    if draft.application is not None:
        return redirect("procedures:receipt", draft.application.reference)
    if window_of(live(draft.version_id), timezone.now()) != "open":
        return render(request, "procedures/applicant/closed.html", {"version": live(draft.version_id), "draft": draft})
    return redirect(entry_url(draft))


@never_cache
@require_http_methods(["GET", "POST"])
@person_required
def elsewhere(request: PersonRequest, draft_id: UUID) -> HttpResponse:
    """Send the person a link that opens this draft on another device."""
    draft = found(request, draft_id)
    if request.method == "POST":
        now = timezone.now()
        limits.consume(LINKS, str(request.user.pk), now=now)
        url = reverse("procedures:draft", args=[draft.pk])
        resuming.send_link(draft=draft, by=request.user, path=url, language=get_language() or "ja", now=now)
    context = {"draft": draft, "procedure": live(draft.version_id).procedure, "sent": request.method == "POST"}
    return render(request, "procedures/applicant/elsewhere.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
@person_required
@overtaken
def discard(request: PersonRequest, draft_id: UUID) -> HttpResponse:
    """Throw a draft away, after asking once."""
    draft = found(request, draft_id)
    if draft.application is not None:
        return redirect("procedures:receipt", draft.application.reference)
    if request.method == "POST":
        drafts.discard(draft_id=draft.pk, by=request.user, now=timezone.now())
        messages.success(request, _("下書きを消しました。"))
        return redirect("procedures:mine")
    context = {"draft": draft, "procedure": live(draft.version_id).procedure}
    return render(request, "procedures/applicant/discard.html", context)
