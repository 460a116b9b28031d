"""What the pages of staff share: finding a case, writing down that it was read, acting and saying what came of it."""

from collections.abc import Callable, Iterable
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404
from django.utils import timezone

from naniwa.design.acts import tried
from naniwa.kernel.audit import operations as audit
from naniwa.kernel.people.access import StaffRequest
from naniwa.kernel.people.models import Person
from naniwa.library.periods import day_of
from naniwa.services.outbreak.models import Case
from naniwa.services.outbreak.queries import cases
from naniwa.services.outbreak.rules.broken import BrokenRule
from naniwa.services.outbreak.words import refusal


def found(request: StaffRequest, number: UUID) -> Case:
    """A case of the centre that the reader acts for; 404 for any other."""
    case = cases.one_of(request.staff.organisation.pk, number)
    if case is None:
        raise Http404
    return case


def record_read(request: StaffRequest, case: Case) -> None:
    audit.record_read(
        "outbreak.read", by=request.staff, target=case, subject=case.person, purpose="outbreak", now=timezone.now()
    )


def record_list(request: StaffRequest, what: str, shown: Iterable[Case], *, always: bool = False) -> None:
    """Whose names a list showed, in one record; `always` where it shows more of people than their cases."""
    references = [case.reference for case in shown]
    if references or always:
        audit.record_read(
            "outbreak.listed",
            by=request.staff,
            target=f"outbreak:{what}",
            subject=None,
            purpose="outbreak",
            now=timezone.now(),
            cases=references,
        )


def tell(request: StaffRequest, act: Callable[[], object], done: str) -> bool:
    """Do it and say that it is done, or what stands against it."""
    return tried(request, act, done, unless=BrokenRule, why=refusal, refused=messages.warning)


def colleagues(request: StaffRequest, roles: Iterable[str], *, now: datetime) -> dict[str, Person]:
    """The office's staff with these roles today, by their public number."""
    held = cases.staff_with(request.staff.organisation, list(roles), on=day_of(now))
    return {str(one.public_id): one for one in held}
