"""What a person posted after the session had run out: kept aside, and brought back after sign-in."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import update_wrapper
from http import HTTPStatus
from typing import Concatenate

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from naniwa.kernel.people.access import PersonRequest, person_required

HELD = "held_page"
AUTOSAVE = "auto"
LASTS = timedelta(hours=2)
LONGEST = 100_000
NOT_HELD = frozenset({"csrfmiddlewaretoken"})


def holding[**P](
    view: Callable[Concatenate[PersonRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """As `person_required`, but nothing that was posted is lost on the way through sign-in, files excepted."""
    guarded = person_required(view)

    def watched(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.method == "POST" and not request.user.is_authenticated:
            _hold(request)
            if AUTOSAVE in request.GET:
                return HttpResponse(status=HTTPStatus.UNAUTHORIZED)
        return guarded(request, *args, **kwargs)

    update_wrapper(watched, view)
    return watched


def _hold(request: HttpRequest) -> None:
    sent = {name: request.POST.getlist(name) for name in request.POST if name not in NOT_HELD}
    if sum(len(value) for values in sent.values() for value in values) > LONGEST:
        return
    request.session[HELD] = {"path": request.path, "sent": sent, "at": timezone.now().isoformat()}
    if AUTOSAVE not in request.GET:
        messages.info(
            request, _("時間がたったため、もう一度本人の確認をお願いします。入力した内容は、とってあります。")
        )


def take_back(request: HttpRequest, now: datetime) -> dict[str, list[str]] | None:
    """What was held for this page, once; nothing after two hours."""
    held = request.session.get(HELD)
    if not held or held["path"] != request.path:
        return None
    del request.session[HELD]
    sent: dict[str, list[str]] = held["sent"]
    return sent if datetime.fromisoformat(held["at"]) + LASTS > now else None
