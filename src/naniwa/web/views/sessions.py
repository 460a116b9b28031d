"""Where one is signed in, and signing out."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from allauth.usersessions.adapter import get_adapter
from allauth.usersessions.models import UserSession
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from naniwa.kernel.people.access import PersonRequest, person_required
from naniwa.web.devices import device_name


@never_cache
@require_http_methods(["GET"])
@person_required
def sessions(request: PersonRequest) -> HttpResponse:
    opened = sorted(UserSession.objects.purge_and_list(request.user), key=lambda one: one.created_at, reverse=True)
    rows = [_row(one, request.session.session_key) for one in opened]
    return render(request, "web/account/sessions.html", {"rows": rows, "others": len(rows) > 1})


@dataclass(frozen=True)
class Row:
    """One place where the person is signed in."""

    reference: str
    device: str
    address: str
    since: datetime
    here: bool


def _row(session: UserSession, here: str | None) -> Row:
    return Row(
        reference=reference(session),
        device=device_name(session.user_agent),
        address=session.ip,
        since=session.created_at,
        here=session.session_key == here,
    )


def reference(session: UserSession) -> str:
    """Names a session on pages; its key, which opens it, is never shown."""
    return hashlib.sha256(f"session:{session.session_key}".encode()).hexdigest()[:20]


@require_POST
@person_required
def end_session(request: PersonRequest, chosen: str) -> HttpResponse:
    """End one of one's own sessions, if it still lasts; ending the present one signs out here."""
    mine = UserSession.objects.filter(user=request.user)
    found = [session for session in mine if reference(session) == chosen]
    if any(session.session_key == request.session.session_key for session in found):
        return sign_out(request)
    get_adapter().end_sessions(found)
    return redirect("people:sessions")


@require_POST
@person_required
def end_other_sessions(request: PersonRequest) -> HttpResponse:
    end_others(request)
    return redirect("people:sessions")


def end_others(request: PersonRequest) -> None:
    """Sign this person out everywhere but here."""
    others = UserSession.objects.filter(user=request.user).exclude(session_key=request.session.session_key)
    get_adapter().end_sessions(list(others))


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    UserSession.objects.filter(session_key=request.session.session_key or "").delete()
    logout(request)
    return redirect("home")
