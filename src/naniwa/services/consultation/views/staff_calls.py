"""The clerk's side of a video call; only the one who has the conversation comes in."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from naniwa.kernel.documents.storage import DiscFull
from naniwa.kernel.people.access import NotPermitted, StaffRequest, staff_required
from naniwa.library.typed import number_in
from naniwa.services.consultation.forms import OfferForm, SayForm, SpeechForm
from naniwa.services.consultation.models import Call, Conversation, Side
from naniwa.services.consultation.operations import calls, recording
from naniwa.services.consultation.queries.calls import newest
from naniwa.services.consultation.rules.broken import BrokenRule, NotInCall, NotSpeech
from naniwa.services.consultation.service import DESK
from naniwa.services.consultation.views import connecting, lines, queue
from naniwa.services.consultation.words import refusal


@staff_required(*DESK)
@require_safe
def show(request: StaffRequest, number: UUID) -> HttpResponse:
    talk = mine(request, number)
    parts = connecting.parts(newest(talk), Side.CLERK, now=timezone.now())
    context = {"talk": talk, "number": number_in(""), **parts}
    return connecting.with_camera(render(request, "consultation/staff/call.html", context))


@staff_required(*DESK)
@require_POST
def offer(request: StaffRequest, number: UUID) -> HttpResponse:
    """A number drawn with the form offers one call of however many presses."""
    talk, form = queue.find(request, number), OfferForm(request.POST)
    press = number_in(request.POST.get("number", ""))
    try:
        if not form.is_valid():
            return queue.page(request, talk, SayForm(), offering=form)
        given, now = form.cleaned_data, timezone.now()
        calls.offer(conversation=talk, way=given["way"], link=given["link"], press=press, by=request.staff, now=now)
    except BrokenRule as broken:
        messages.warning(request, refusal(broken))
        return redirect("consultation:staff_talk", number)
    return redirect("consultation:staff_call", number)


@staff_required(*DESK)
@require_POST
def end(request: StaffRequest, number: UUID) -> HttpResponse:
    call, now = _newest(request, number), timezone.now()
    lines.tell(request, lambda: calls.end(call=_there(call), by=request.staff, now=now), _("ビデオ通話を終えました。"))
    return redirect("consultation:staff_talk", number)


@staff_required(*DESK)
@require_http_methods(["GET", "HEAD", "POST"])
def signals(request: StaffRequest, number: UUID) -> HttpResponse:
    """Asked for as long as the call goes on, which is work: a call does not end because nobody types."""
    call = _newest(request, number)
    if request.method == "POST":
        return connecting.hear(request, call, Side.CLERK, now=timezone.now())
    return connecting.said(request, call, Side.CLERK)


@staff_required(*DESK)
@require_POST
def record(request: StaffRequest, number: UUID) -> HttpResponse:
    """Ask the resident whether the call may be recorded."""
    call, now = _newest(request, number), timezone.now()
    return connecting.done(lambda: recording.ask(call=_there(call), by=request.staff, now=now))


@staff_required(*DESK)
@require_POST
def speech(request: StaffRequest, number: UUID) -> HttpResponse:
    """What the clerk's browser recorded; a number drawn with the page takes it once."""
    call = _newest(request, number)
    return connecting.done(lambda: _sent_in(request, _there(call)))


def _sent_in(request: HttpRequest, call: Call) -> None:
    form, by = SpeechForm(request.POST, request.FILES), request.staff  # type: ignore[attr-defined] # checked before
    if not form.is_valid():
        raise NotSpeech
    given = form.cleaned_data
    try:
        recording.send_in(call=call, speech=given["speech"], press=given["number"], by=by, now=timezone.now())
    except DiscFull as full:
        raise NotSpeech from full


def mine(request: StaffRequest, number: UUID) -> Conversation:
    """The conversation, where this clerk has it. Raises Http404, NotPermitted."""
    talk = queue.find(request, number)
    if talk.clerk_id != request.staff.person.pk:
        raise NotPermitted
    return talk


def _newest(request: StaffRequest, number: UUID) -> Call | None:
    return newest(mine(request, number))


def _there(call: Call | None) -> Call:
    if call is None:
        raise NotInCall
    return call
