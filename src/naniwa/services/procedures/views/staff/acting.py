"""How every act on a case goes: find it, try the operation, say what came of it, go back."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from naniwa.kernel.people.access import NotPermitted, StaffRequest
from naniwa.library.yen import NotYen, parse_yen
from naniwa.services.procedures.models import Application
from naniwa.services.procedures.queries.viewing import Viewer, case_of, viewer
from naniwa.services.procedures.rules import BrokenRule, WrongState
from naniwa.services.procedures.views.staff.sentences import sentence
from naniwa.services.procedures.views.staff.timing import acted

READERS = ("reviewer", "approver", "auditor")
TYPED = "procedures.typed"
KEPT = ("outcome", "amount", "comment", "reason", "code")


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
    try:
        if stage and case.stage != stage:
            raise WrongState(case.stage)
        work()
    except BrokenRule as broken:
        messages.error(request, sentence(broken, case))
        keep_typed(request, case.reference, form)
    else:
        messages.success(request, done)
        if moves_on:
            return acted(request, answer, case, stage=was, now=timezone.now())
    return answer


def keep_typed(request: StaffRequest, reference: str, form: str) -> None:
    """What was typed into a form that could not be taken in, so that the case's page shows it once more."""
    if form:
        words = {name: request.POST.get(name, "")[:4000] for name in KEPT}
        request.session[TYPED] = {"reference": reference, "forms": {form: words}}


def typed(request: StaffRequest, reference: str) -> dict[str, dict[str, str]]:
    """What was typed into each form of the case and not taken in; given once."""
    if request.session.get(TYPED, {}).get("reference") != reference:
        return {}
    forms: dict[str, dict[str, str]] = request.session.pop(TYPED)["forms"]
    return forms


def case_url(request: StaffRequest, reference: str) -> str:
    """The review screen, with the list it was opened from."""
    query = request.GET.urlencode()
    return reverse("procedures:staff_case", args=[reference]) + (f"?{query}" if query else "")


def yen_of(data: QueryDict, name: str = "amount") -> int | None:
    """An amount as people type it; None if it is none, or below zero."""
    try:
        found = parse_yen(data.get(name, ""))
    except NotYen:
        return None
    return found if found >= 0 else None
