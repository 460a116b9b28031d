"""How every act on a case goes: find it, try the operation, say what came of it, go back."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from naniwa.design.acts import tried
from naniwa.kernel.people.access import NotPermitted, StaffRequest
from naniwa.library.yen import NotYen, parse_yen
from naniwa.services.procedures.models import Application
from naniwa.services.procedures.queries.deciding import pays
from naniwa.services.procedures.queries.viewing import Viewer, case_of, viewer
from naniwa.services.procedures.rules import BrokenRule, WrongState
from naniwa.services.procedures.views.staff import addresses
from naniwa.services.procedures.views.staff.sentences import sentence
from naniwa.services.procedures.views.staff.timing import acted
from naniwa.services.procedures.views.stale import LASTS

READERS = ("reviewer", "approver", "auditor")
TYPED = "procedures.typed"
KEPT = (
    "outcome", "amount", "comment", "reason", "code", "text", "ground", "words", "name", "other", "reference",
    "filed_on", "answered_on", "due_on", "until",
)  # fmt: skip
"""What is given back of a form: words, amounts, days and choices; nothing secret is typed into any of these."""
LONGEST = 4_000
WHOLE = "whole"
"""The form of a page that is given back with all that it sent."""


def find(request: StaffRequest, reference: str) -> tuple[Application, Viewer]:
    """The case, if it is one of the organisation's. Raises Http404."""
    looking = viewer(request.staff)
    case = case_of(looking, reference)
    if case is None:
        raise Http404
    return case, looking


def own(request: StaffRequest, reference: str) -> Application:
    """The case, if the organisation decides on it; partners only look. Raises Http404, NotPermitted."""
    case, looking = find(request, reference)
    if not looking.decides_on(case):
        raise NotPermitted("reviewer", "approver")
    return case


def act(
    request: StaffRequest,
    case: Application,
    work: Callable[[], object],
    done: str,
    *,
    stage: str = "",
    form: str = "",
    moves_on: bool = False,
) -> HttpResponse:
    """Do it and say so, or say in plain words why not; either way back to the case.

    `stage` is where it must stand; `form` names the form whose words are kept if it fails. With `moves_on`,
    how long the case lay open before is kept.
    """
    answer, was = redirect(case_url(request, case.reference)), case.stage

    def at_its_stage() -> None:
        if stage and case.stage != stage:
            raise WrongState(case.stage)
        work()

    if not tried(request, at_its_stage, done, unless=BrokenRule, why=lambda broken: sentence(broken, case)):
        keep_typed(request, case.reference, form)
    elif moves_on:
        return acted(request, answer, case, stage=was, now=timezone.now())
    return answer


def keep_typed(request: StaffRequest, reference: str, form: str) -> None:
    """What was typed into a form that could not be taken in, so that the case's page shows it once more."""
    if form:
        whose = str(request.staff.person.public_id)
        at = timezone.now().isoformat()
        request.session[TYPED] = {"reference": reference, "forms": {form: words_of(request)}, "whose": whose, "at": at}


def words_of(request: HttpRequest) -> dict[str, str]:
    """What a form sent of that which is given back."""
    return {name: request.POST.get(name, "")[:LONGEST] for name in KEPT if name in request.POST}


def typed(request: StaffRequest, reference: str) -> dict[str, dict[str, str]]:
    """What was typed into each form of the page and not taken in; given once, for two hours, to whoever typed it."""
    return _given_back(request, reference)


def typed_whole(request: StaffRequest, about: str) -> dict[str, list[str]]:
    """As `typed`, of a page that is one form."""
    sent: dict[str, list[str]] = _given_back(request, about).get(WHOLE, {})
    return sent


def _given_back(request: StaffRequest, reference: str) -> dict[str, Any]:
    kept = request.session.get(TYPED, {})
    if kept.get("reference") != reference:
        return {}
    del request.session[TYPED]
    if kept.get("held"):
        request.session.set_expiry(None)  # somebody has signed in: it lasts as long as any
    over = datetime.fromisoformat(kept["at"]) + LASTS <= timezone.now()
    if over or kept["whose"] != str(request.staff.person.public_id):
        return {}
    if kept.get("held"):
        messages.success(request, _("書きかけの内容を戻しました。"))
    forms: dict[str, Any] = kept["forms"]
    return forms


def case_url(request: HttpRequest, reference: str) -> str:
    """The review screen, with the list it was opened from."""
    query = request.GET.urlencode()
    return addresses.of_case(reference) + (f"?{query}" if query else "")


def no_outcome(case: Application) -> str:
    """What is said where neither outcome was chosen."""
    return _("支給か不支給かを選んでください。") if pays(case) else _("認めるか認めないかを選んでください。")


def yen_of(data: QueryDict, name: str = "amount") -> int | None:
    """An amount as people type it; None if it is none, or below zero."""
    try:
        found = parse_yen(data.get(name, ""))
    except NotYen:
        return None
    return found if found >= 0 else None
