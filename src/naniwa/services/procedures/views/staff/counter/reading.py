"""The resident's side of the counter: one application on a screen that opens nothing else."""

from collections.abc import Callable
from dataclasses import replace
from typing import Concatenate
from uuid import UUID

from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.html import strip_tags
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from naniwa.kernel.people import handing_over
from naniwa.kernel.people.access import StaffRequest, staff_required
from naniwa.services.procedures.models import Handover, HandoverState
from naniwa.services.procedures.operations import counter, paper
from naniwa.services.procedures.queries.handovers import handover_of
from naniwa.services.procedures.queries.live import Live, live
from naniwa.services.procedures.views.applicant.answers import Section, sections
from naniwa.services.procedures.views.applicant.rendering import say
from naniwa.services.procedures.views.staff.paper.screens import KEYERS

type Page = Callable[[StaffRequest, Handover], HttpResponse]


def _in_hands(view: Page) -> Callable[Concatenate[StaffRequest, ...], HttpResponse]:
    """Only on a screen that was handed over for this; whoever else asks is led to the clerk's side."""

    def held(request: StaffRequest, number: UUID) -> HttpResponse:
        handover = handover_of(request.staff.organisation.pk, number)
        if handover is None:
            raise Http404
        if handing_over.page_of(request.session) != reverse("procedures:counter_read", args=[number]):
            return redirect(_clerks_side(handover))
        with translation.override(handover.language):
            return view(request, _timed(request, handover))

    return held


def _timed(request: StaffRequest, handover: Handover) -> Handover:
    """Locked once its time is over, whether or not anybody answered."""
    now = timezone.now()
    if handover.state == HandoverState.OPEN and now >= handover.until:
        return counter.take_back(handover=handover, by=request.staff, now=now)
    return handover


@never_cache
@staff_required(*KEYERS)
@require_safe
@_in_hands
def read(request: StaffRequest, handover: Handover) -> HttpResponse:
    """Everything that was filled in, in the order of the form; once answered or out of time, nothing of it."""
    if handover.state != HandoverState.OPEN:
        return render(request, "procedures/counter/over.html", {"handover": handover})
    version = _version(handover)
    context = {
        "handover": handover,
        "title": say(version.procedure.title),
        "sections": _read_aloud(version, handover),
        "parts": _parts(version, handover),
    }
    response = render(request, "procedures/counter/read.html", context)
    # By itself, also without scripts; an element of the page would be a fault of accessibility.
    response.headers["Refresh"] = str(max(1, int((handover.until - timezone.now()).total_seconds()) + 1))
    return response


@staff_required(*KEYERS)
@require_POST
@_in_hands
def confirm(request: StaffRequest, handover: Handover) -> HttpResponse:
    """It is right as it stands; a second press changes nothing."""
    try:
        counter.confirm(handover=handover, device=_device(request), by=request.staff, now=timezone.now())
    except counter.ChangedMeanwhile:
        counter.take_back(handover=handover, by=request.staff, now=timezone.now())
    except counter.HandoverOver:
        messages.info(request, _("この画面は、もう閉じています。"))
    return redirect("procedures:counter_read", handover.public_id)


@staff_required(*KEYERS)
@require_POST
@_in_hands
def ask(request: StaffRequest, handover: Handover) -> HttpResponse:
    """Something is not right: which part, and what, if they like."""
    chosen, words = request.POST.get("part", ""), request.POST.get("words", "").strip()
    part = _parts(_version(handover), handover).get(chosen, "")
    if not part and not words:
        messages.error(request, _("直したいところを選んでください。"))
        return redirect(reverse("procedures:counter_read", args=[handover.public_id]) + "#change")
    try:
        counter.ask_for_change(
            handover=handover, wish=part, words=words, device=_device(request), by=request.staff, now=timezone.now()
        )
    except counter.HandoverOver:
        messages.info(request, _("この画面は、もう閉じています。"))
    return redirect("procedures:counter_read", handover.public_id)


@never_cache
@staff_required(*KEYERS)
@require_http_methods(["GET", "HEAD", "POST"])
@_in_hands
def give_back(request: StaffRequest, handover: Handover) -> HttpResponse:
    """The clerk's code ends it; after too many wrong ones, only signing in again does."""
    if request.method == "POST":
        now = timezone.now()
        if handing_over.take_back(request.session, code=request.POST.get("code", "").strip()):
            counter.take_back(handover=handover, by=request.staff, now=now)
            return redirect(_clerks_side(handover))
        if handing_over.tries_left(request.session) <= 0:
            counter.take_back(handover=handover, by=request.staff, now=now)
            logout(request)
            return redirect("people:staff_sign_in")
        messages.error(request, _("番号が違います。画面を渡したときに決めた番号を入れてください。"))
    context = {"handover": handover, "left": handing_over.tries_left(request.session)}
    return render(request, "procedures/counter/give_back.html", context)


def _version(handover: Handover) -> Live:
    of = handover.form or handover.application
    if of is None:
        raise Http404
    return live(of.version_id)


def _read_aloud(version: Live, handover: Handover) -> list[Section]:
    """Files by name alone, as their pages are not open to this screen."""
    answers = paper.answers_of(handover.form) if handover.form else handover.application.answers  # type: ignore[union-attr] # one of the two, by constraint
    shown = sections(version, answers)
    return [
        Section(
            part.title,
            [
                replace(one, value=strip_tags(one.value)) if isinstance(one.value, SafeString) else one
                for one in part.answers
            ],
        )
        for part in shown
    ]


def _parts(version: Live, handover: Handover) -> dict[str, str]:
    """What can be pointed at: the parts of the form, by number as posted."""
    titles = [part.title for part in _read_aloud(version, handover)]
    return {str(number): title[:80] for number, title in enumerate(titles, start=1)}


def _device(request: StaffRequest) -> str:
    return request.headers.get("User-Agent", "")


def _clerks_side(handover: Handover) -> str:
    """Where the clerk goes on."""
    if handover.application is not None:
        return reverse("procedures:staff_counter_case", args=[handover.application.reference])
    return reverse("procedures:staff_counter_form", args=[handover.form_id])
