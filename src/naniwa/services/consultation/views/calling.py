"""The resident's side of a video call."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from naniwa.kernel.people.access import PersonRequest, person_required
from naniwa.services.consultation.models import Call, Side
from naniwa.services.consultation.operations import calls, recording
from naniwa.services.consultation.queries.calls import newest
from naniwa.services.consultation.rules.broken import NotInCall
from naniwa.services.consultation.views import connecting, lines, talking


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@person_required
def show(request: PersonRequest, number: UUID) -> HttpResponse:
    """What a call means stands on the page first; the button is the consent, and leads to the call."""
    call, now = _newest(request, number), timezone.now()
    if request.method == "POST":
        lines.tell(request, lambda: calls.agree(call=_there(call), by=request.user, now=now), _("同意を記録しました。"))
        return redirect("consultation:call", number)
    context = {
        "talk": talking.find(request, number),
        "purpose": calls.PURPOSE,
        "recording_purpose": recording.PURPOSE,
        **connecting.parts(call, Side.RESIDENT, now=now),
    }
    return connecting.with_camera(render(request, "consultation/call.html", context))


@never_cache
@require_POST
@person_required
def end(request: PersonRequest, number: UUID) -> HttpResponse:
    """Hang up or decline; pressed again, it stays so."""
    call, now = _newest(request, number), timezone.now()
    lines.tell(request, lambda: calls.end(call=_there(call), by=request.user, now=now), _("ビデオ通話を終えました。"))
    return redirect("consultation:talk", number)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@person_required
def signals(request: PersonRequest, number: UUID) -> HttpResponse:
    call = _newest(request, number)
    if request.method == "POST":
        return connecting.hear(request, call, Side.RESIDENT, now=timezone.now())
    return connecting.said(request, call, Side.RESIDENT)


@never_cache
@require_POST
@person_required
def recorded(request: PersonRequest, number: UUID) -> HttpResponse:
    """The answer to being recorded, which can be taken back as long as the call goes on."""
    call, agreed, now = _newest(request, number), request.POST.get("agreed") == "yes", timezone.now()
    return connecting.done(lambda: recording.answer(call=_there(call), agreed=agreed, by=request.user, now=now))


def _newest(request: PersonRequest, number: UUID) -> Call | None:
    return newest(talking.find(request, number))


def _there(call: Call | None) -> Call:
    if call is None:
        raise NotInCall
    return call
