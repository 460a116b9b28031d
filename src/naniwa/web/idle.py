"""A desk that was left: the session of staff ends after some minutes in which nothing was asked for."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from naniwa.kernel.people.models import PersonKind

LAST = "last_asked"
NOTED_EVERY = 60
"""Seconds; a session is not written anew for every page."""


class StaffIdle:
    """Signs out whoever asks again after NANIWA_STAFF_IDLE_MINUTES; the page then leads to sign-in and back."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        person = request.user
        if person.is_authenticated and person.kind == PersonKind.STAFF:
            self._check(request)
        return self.get_response(request)

    def _check(self, request: HttpRequest) -> None:
        now = int(timezone.now().timestamp())
        last = request.session.get(LAST, now)
        if now - last >= settings.STAFF_IDLE_SECONDS:
            logout(request)

    def process_view(self, request: HttpRequest, view: Callable[..., HttpResponse], *_arguments: object) -> None:
        """What a page asks for by itself does not mean that anybody sits before it."""
        person = request.user
        if person.is_authenticated and person.kind == PersonKind.STAFF and not getattr(view, "asks_by_itself", False):
            now = int(timezone.now().timestamp())
            if LAST not in request.session or not 0 <= now - request.session[LAST] < NOTED_EVERY:
                request.session[LAST] = now
