"""A form that came after its session ended, or with the token of an earlier one: what may still be taken from it."""

import json
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware
from django.utils import timezone
from django.utils.translation import gettext as _

from naniwa.kernel.people import limits
from naniwa.library.my_number import hidden

LASTS = timedelta(hours=2)
"""What is held waits so long for whoever typed it."""
LONGEST = 100_000
NOT_HELD = frozenset({"csrfmiddlewaretoken"})


def refusal(request: HttpRequest) -> HttpResponseBase | None:
    """The answer to a form without a good token; asked by views that are exempt, to hold a stale form."""
    return CsrfViewMiddleware(_nothing).process_view(request, _nothing, (), {})


def from_our_own_page(request: HttpRequest) -> bool:
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"


def everything(request: HttpRequest) -> dict[str, list[str]]:
    """All that a form sent, files excepted, and no My Number."""
    sent = {name: request.POST.getlist(name) for name in request.POST if name not in NOT_HELD}
    return {name: [hidden(value) for value in values] for name, values in sent.items()}


def hold(
    request: HttpRequest, name: str, held: dict[str, Any], *, rule: limits.Rule, subject: str, words: str = ""
) -> None:
    """Put it aside in the session, so often for each subject; `words` tell it to whoever has to sign in again."""
    if len(json.dumps(held, ensure_ascii=False)) > LONGEST:
        messages.warning(request, _("文字が多すぎて、入力した内容をとっておけませんでした。"))
        return
    if _too_often(rule, subject):
        messages.warning(request, _("短い間に何度も送られたため、入力した内容をとっておけませんでした。"))
        return
    if not request.user.is_authenticated:
        request.session.set_expiry(LASTS)
        if words:
            messages.info(request, words)
    request.session[name] = {**held, "at": timezone.now().isoformat()}


def _too_often(rule: limits.Rule, subject: str) -> bool:
    """Count one more thing held of this subject."""
    try:
        limits.consume(rule, subject, now=timezone.now())
    except limits.TooOften:
        return True
    return False


def _nothing(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - a view that is not exempt
    return HttpResponse()
