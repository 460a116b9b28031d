"""What the pages of both sides of a call share: camera and microphone, and what they ask for by themselves."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse

from naniwa.kernel.people import limits
from naniwa.services.consultation import meetings
from naniwa.services.consultation.forms import SignalForm
from naniwa.services.consultation.models import Call, CallState, Side
from naniwa.services.consultation.operations import calls
from naniwa.services.consultation.queries import calls as found_calls
from naniwa.services.consultation.rules.broken import BrokenRule
from naniwa.services.consultation.rules.calls import host_of
from naniwa.services.consultation.views import lines
from naniwa.services.consultation.words import refusal

TELLING = limits.Rule("tell the other browser of a call", 300, timedelta(hours=1))
POLICY = "camera=(self), display-capture=(), geolocation=(), microphone=(self)"


def with_camera(response: HttpResponse) -> HttpResponse:
    """The page may ask for camera and microphone; no other may (web.permissions)."""
    response.headers["Permissions-Policy"] = POLICY
    return response


def parts(call: Call | None, side: Side, *, now: datetime) -> dict[str, Any]:
    """What the page of a call shows; nothing where there is none."""
    if call is None:
        return {"call": None}
    provider = meetings.KNOWN[call.provider]
    return {
        "call": call,
        "here": provider.on_our_page,
        "host": host_of(call.address),
        "side": side.value,
        "may_record": found_calls.may_record(call),
        "servers": [_server(one) for one in provider.servers(number=call.public_id, now=now)],
    }


def said(request: HttpRequest, call: Call | None, side: Side) -> HttpResponse:
    """How the call stands, and what the other side's browser has said; to the page of an earlier call, its end."""
    if call is None or str(call.public_id) != request.GET.get("call", ""):
        return JsonResponse({"state": CallState.ENDED, "recording": "over", "signals": []})
    told = found_calls.told(call, side, after=lines.after(request))
    signals = [{"number": one.number, "kind": one.kind, "body": one.body} for one in told]
    return JsonResponse({"state": call.state, "recording": call.recording, "signals": signals})


def hear(request: HttpRequest, call: Call | None, side: Side, *, now: datetime) -> HttpResponse:
    """Keep what this side's browser says for the other."""
    limits.consume(TELLING, str(request.user.pk), now=now)
    form = SignalForm(request.POST)
    if call is None or not form.is_valid():
        return HttpResponse(status=HTTPStatus.BAD_REQUEST)
    given = form.cleaned_data
    told = calls.Said(kind=given["kind"], body=given["body"], press=given["number"])
    return done(lambda: calls.tell(call=call, side=side, said=told, now=now))


def done(work: Callable[[], object]) -> HttpResponse:
    """An act of a page's script: nothing, or why not in words."""
    try:
        work()
    except BrokenRule as broken:
        return JsonResponse({"said": refusal(broken)}, status=HTTPStatus.CONFLICT)
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


def _server(one: meetings.Server) -> dict[str, str]:
    return {key: value for key, value in asdict(one).items() if value}
