"""A form that came after its session ended, or with the token of an earlier one: what may still be taken from it."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware
from django.utils import timezone

from naniwa.kernel.people import limits

LASTS = timedelta(hours=2)
"""What is held waits so long for whoever typed it."""
LONGEST = 100_000


def refusal(request: HttpRequest) -> HttpResponseBase | None:
    """The answer to a form without a good token; asked by views that are exempt, to hold a stale form."""
    return CsrfViewMiddleware(_nothing).process_view(request, _nothing, (), {})


def from_our_own_page(request: HttpRequest) -> bool:
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"


def too_often(rule: limits.Rule, subject: str) -> bool:
    """Count one more thing held of this subject."""
    try:
        limits.consume(rule, subject, now=timezone.now())
    except limits.TooOften:
        return True
    return False


def _nothing(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - a view that is not exempt
    return HttpResponse()
