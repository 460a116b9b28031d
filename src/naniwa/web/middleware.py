"""What happens around each request: one transaction, the language, who is acting, and limits in plain words."""

from collections.abc import Callable, Mapping
from math import ceil

from django.conf import settings
from django.core.exceptions import BadRequest
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation

from naniwa.kernel.organisations.isolation import Scope, enter
from naniwa.kernel.people import queries as people
from naniwa.kernel.people.limits import TooOften
from naniwa.library.bulkhead import PAGES
from naniwa.web.views import health

type GetResponse = Callable[[HttpRequest], HttpResponse]


class Health:
    """Machines ask first of all, whatever the host name and whether or not the database answers."""

    answers: Mapping[str, Callable[[HttpRequest], HttpResponse]] = {
        "/healthz": health.alive,
        "/readyz": health.ready,
        "/metrics": health.metrics,
    }

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.answers.get(request.path_info, self.get_response)(request)


class OneAtATime:
    """Makes one page after the other, each the sooner for it."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with PAGES.inside():
            return self.get_response(request)


class OneTransaction:
    """A request is one transaction: all of it is kept, or, after an error, none of it."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with transaction.atomic():
            response = self.get_response(request)
            if response.status_code >= 500:  # noqa: PLR2004 - server errors
                transaction.set_rollback(True)
        return response


class Language:
    """The language that the person chose, else the browser's, else Japanese."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        known = {code for code, _ in settings.LANGUAGES}
        language = chosen if chosen in known else translation.get_language_from_request(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", "ja" if language == "ja-easy" else language)
        return response


class WhoIsActing:
    """Tells the database, for this transaction, which organisation and person are acting."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        act_in_session(request)
        _check_text(request)
        response = self.get_response(request)
        if request.user.is_authenticated:
            # The next person at a shared desk goes back in the browser, too.
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A limit that is spent is an answer, not an error: what was counted is kept."""
        if not isinstance(exception, TooOften):
            return None
        seconds = max(1, ceil((exception.resets_at - timezone.now()).total_seconds()))
        context = {"minutes": ceil(seconds / 60)}
        response = render(request, "web/errors/429.html", context, status=429)
        response.headers["Retry-After"] = str(seconds)
        return response


def _check_text(request: HttpRequest) -> None:
    """No keyboard types a NUL, and no text column holds one. Raises BadRequest."""
    with PAGES.outside():  # what is sent may come slowly
        request.POST  # noqa: B018 - read once, and kept
    sent = (value for form in (request.GET, request.POST) for pair in form.lists() for value in (pair[0], *pair[1]))
    if "\0" in request.path or any("\0" in value for value in sent):
        raise BadRequest


def act_in_session(request: HttpRequest) -> None:
    """Put the member of staff on the request and both of them into the database's scope."""
    person, staff = request.user, None
    if person.is_authenticated:
        staff = people.staff_in_session(person, request.session, on=timezone.localdate())
        enter(Scope(organisation_id=staff.organisation.pk if staff else None, person_id=person.pk))
    request.staff = staff  # type: ignore[attr-defined] # PersonRequest names it for views
