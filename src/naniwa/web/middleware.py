"""What happens around each request: one transaction, the language, and who is acting."""

from collections.abc import Callable

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from naniwa.kernel.organisations.isolation import Scope, enter
from naniwa.kernel.people import queries as people

type GetResponse = Callable[[HttpRequest], HttpResponse]


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
        request.staff = None
        person = request.user
        if person.is_authenticated:
            request.staff = people.staff_in_session(person, request.session, on=timezone.localdate())
            organisation_id = request.staff.organisation.pk if request.staff else None
            enter(Scope(organisation_id=organisation_id, person_id=person.pk))
        return self.get_response(request)
