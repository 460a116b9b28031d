"""Buttons that do one thing and lead back to a page."""

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import redirect

from naniwa.design.acts import tried
from naniwa.kernel.people.access import NotPermitted, StaffRequest
from naniwa.services.inventory.operations.saving import NotYours
from naniwa.services.inventory.rules.seals import BrokenRule
from naniwa.services.inventory.service import LEADS
from naniwa.services.inventory.words import refusal


def act(request: StaffRequest, work: Callable[[], object], done: str, *, back: str) -> HttpResponse:
    """Do it and say so, or say which rule stands in the way; the query of the page goes along. Raises NotPermitted."""

    def permitted() -> None:
        try:
            work()
        except NotYours as error:
            raise NotPermitted(*LEADS) from error

    tried(request, permitted, done, unless=BrokenRule, why=refusal)
    query = request.GET.urlencode()
    return redirect(back + (f"?{query}" if query else ""))
