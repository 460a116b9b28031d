"""The waiting page before what costs most: an honest place in the line instead of an error when very many come."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from naniwa.design.parts import Figure
from naniwa.kernel.arrivals.entrances import is_guarded
from naniwa.kernel.arrivals.gate import Gate, Turn
from naniwa.kernel.arrivals.load import Load

COOKIE = "naniwa_turn"
INSIDE = "in"
KEPT = 12 * 60 * 60
"""Seconds for which a number, or having been let in, is remembered."""
AGAIN = 20
"""Seconds after which the page asks again."""

LOAD = Load()
GATE = Gate(LOAD)


class InTurn:
    """Measures how busy the process is, and lets people through the gate in the order they came."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with LOAD.working():
            if not (settings.WAITING_ROOM and is_guarded(request.path_info)):
                return self.get_response(request)
            held = _held(request)
            turn = Turn() if held == INSIDE else GATE.ask(int(held or 0))
            if turn.has_come:
                response = self.get_response(request)
                return _remember(response, INSIDE) if held != INSIDE else response
            return _remember(_page(request, turn), str(turn.number))


def _held(request: HttpRequest) -> str:
    return str(request.get_signed_cookie(COOKIE, default="", max_age=KEPT) or "")


def _remember(response: HttpResponse, held: str) -> HttpResponse:
    response.set_signed_cookie(
        COOKIE, held, max_age=KEPT, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
    )
    return response


def _page(request: HttpRequest, turn: Turn) -> HttpResponse:
    """It asks again by itself, unless told not to; nothing of the person has been looked up."""
    request.user = AnonymousUser()
    still = "still" in request.GET
    figures = [
        Figure(label=_("あなたの順番"), value=f"{turn.place:,}", unit=_("番目")),
        Figure(label=_("待ち時間の目安"), value=f"{turn.minutes:,}", unit=_("分")),
    ]
    context = {"figures": figures, "still": still, "path": request.path, "seconds": AGAIN}
    response = render(request, "arrivals/waiting.html", context)
    add_never_cache_headers(response)
    if not still:
        response.headers["Refresh"] = f"{AGAIN}; url={request.path}"
    return response
