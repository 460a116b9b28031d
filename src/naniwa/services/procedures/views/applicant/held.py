"""What a person posted after the session had run out: kept aside, and brought back after sign-in."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import update_wrapper
from http import HTTPStatus
from typing import Any, Concatenate

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.people import limits
from naniwa.kernel.people.access import PersonRequest, person_required
from naniwa.services.procedures.models import Application, Draft
from naniwa.services.procedures.views import stale
from naniwa.services.procedures.views.stale import LASTS

HELD = "held_page"
AUTOSAVE = "auto"
PAGES = limits.Rule("hold what was typed on a page", 20, timedelta(hours=1))
MADE_UP = limits.Rule("hold what was typed on any page that does not exist", 60, timedelta(hours=1))


def holding[**P](
    view: Callable[Concatenate[PersonRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """As `person_required`, but nothing that was posted is lost on the way through sign-in, files excepted.

    Signing in elsewhere makes the token of a page stale. Then the page is held too, provided that it came from
    our own origin; the view itself is reached with a good token only.
    """
    guarded = person_required(view)

    @csrf_exempt  # checked here, so that a stale page is held instead of lost
    def watched(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        turned_away = _turned_away(request, kwargs) if request.method == "POST" else None
        return turned_away or guarded(request, *args, **kwargs)

    update_wrapper(watched, view, updated=())
    return watched


def _turned_away(request: HttpRequest, named: dict[str, Any]) -> HttpResponseBase | None:
    refusal = stale.refusal(request)
    if refusal is not None and not stale.from_our_own_page(request):
        return refusal
    if refusal is None and request.user.is_authenticated:
        return None
    if _exists(**named):
        _hold(request, PAGES, request.path)
    else:
        _hold(request, MADE_UP, "")  # all of them together
    if AUTOSAVE in request.GET:
        return HttpResponse(status=HTTPStatus.UNAUTHORIZED)
    return redirect(request.get_full_path())


def _exists(*, draft_id: Any = None, reference: str = "", **_more: Any) -> bool:  # noqa: ANN401 - parts of an address
    """Whether there is such a thing to fill in."""
    with as_system():
        if draft_id is not None:
            return Draft.objects.filter(pk=draft_id, application=None).exists()
        return Application.objects.filter(reference=reference).exists()


def _hold(request: HttpRequest, rule: limits.Rule, subject: str) -> None:
    """Alike whether or not the page exists, or strangers could find out; only less often in all for what does not."""
    words = _("時間がたったため、もう一度本人の確認をお願いします。入力した内容は、とってあります。")
    held = {"path": request.path, "sent": stale.everything(request)}
    stale.hold(request, HELD, held, rule=rule, subject=subject, words="" if AUTOSAVE in request.GET else words)


def take_back(request: HttpRequest, now: datetime) -> dict[str, list[str]] | None:
    """What was held for this page, once; nothing after two hours."""
    held = request.session.get(HELD)
    if not held or held["path"] != request.path:
        return None
    del request.session[HELD]
    request.session.set_expiry(None)  # somebody has signed in: it lasts as long as any
    sent: dict[str, list[str]] = held["sent"]
    return sent if datetime.fromisoformat(held["at"]) + LASTS > now else None
