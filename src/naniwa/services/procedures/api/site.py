"""The API as a whole: its document, its routes, and what becomes of an error."""

import json
from math import ceil

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from ninja.errors import HttpError, ValidationError

from naniwa.kernel.clients.operations import KeyReused
from naniwa.kernel.people.limits import TooOften
from naniwa.services.procedures.api import acts, cases
from naniwa.services.procedures.api.document import DocumentedAPI, Readable
from naniwa.services.procedures.api.problems import MEDIA_TYPE, Problem, of_broken, of_faults
from naniwa.services.procedures.rules import BrokenRule

api = DocumentedAPI(
    title="Naniwa status API",
    version="1",
    description="Read cases and change their status, as staff do on the site. See docs/reference/api.md.",
    urls_namespace="api",
    docs=Readable(),
    docs_url="/",
    servers=[{"url": settings.SITE_URL}],
)
api.add_router("", cases.router)
api.add_router("", acts.router)


def answer(request: HttpRequest, problem: Problem, headers: dict[str, str] | None = None) -> HttpResponse:  # noqa: ARG001 - ninja's order
    told = json.dumps(problem.told(), ensure_ascii=False)
    return HttpResponse(
        told, status=problem.status, content_type=MEDIA_TYPE, headers={"Cache-Control": "no-store", **(headers or {})}
    )


@api.exception_handler(Problem)
def told(request: HttpRequest, problem: Problem) -> HttpResponse:
    challenge = {"WWW-Authenticate": "Bearer"} if problem.status == 401 else {}  # noqa: PLR2004 - RFC 6750
    return answer(request, problem, challenge)


@api.exception_handler(BrokenRule)
def broken_rule(request: HttpRequest, broken: BrokenRule) -> HttpResponse:
    return answer(request, of_broken(broken))


@api.exception_handler(KeyReused)
def key_reused(request: HttpRequest, broken: KeyReused) -> HttpResponse:
    return answer(request, of_broken(broken))


@api.exception_handler(ValidationError)
def not_valid(request: HttpRequest, faults: ValidationError) -> HttpResponse:
    return answer(request, of_faults(faults.errors))


@api.exception_handler(HttpError)
def unreadable(request: HttpRequest, error: HttpError) -> HttpResponse:  # noqa: ARG001 - ninja's signature
    """A body that is no JSON."""
    return answer(request, Problem("not-valid"))


@api.exception_handler(RequestDataTooBig)
def too_large(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:  # noqa: ARG001 - ninja's signature
    return answer(request, Problem("too-large"))


@api.exception_handler(Http404)
def missing(request: HttpRequest, error: Http404) -> HttpResponse:  # noqa: ARG001 - ninja's signature
    return answer(request, Problem("not-found"))


@api.exception_handler(TooOften)
def too_often(request: HttpRequest, spent: TooOften) -> HttpResponse:
    seconds = max(1, ceil((spent.resets_at - timezone.now()).total_seconds()))
    return answer(request, Problem("too-often"), {"Retry-After": str(seconds)})
