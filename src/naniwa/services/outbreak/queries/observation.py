"""Reports and urgent tasks of a health centre's cases, and a patient by code and date of birth."""

import unicodedata
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import OuterRef, Subquery

from naniwa.kernel.organisations.isolation import as_system
from naniwa.services.outbreak.models import Attempt, Case, Observation, Passing, Stage, Task

PAGE = 50
CHARTED = 28
"""Reports that a patient's charts show."""


def open_tasks(organisation_id: int, *, page: int) -> tuple[list[Task], int]:
    """By deadline; and how many there are."""
    found = Task.objects.filter(case__organisation_id=organisation_id, closed_at=None)
    ordered = found.select_related("case", "owner").order_by("due_at", "pk")
    return list(ordered[(page - 1) * PAGE : page * PAGE]), found.count()


def task_of(organisation_id: int, number: UUID) -> Task | None:
    found = Task.objects.filter(case__organisation_id=organisation_id, public_id=number)
    return found.select_related("case", "owner", "closed_by").first()


def observed(organisation_id: int, *, page: int) -> tuple[list[Case], int]:
    """Who is observed, with what was reported last (`last_level`, `last_at`); who is missing longest comes first."""
    reports = Observation.objects.filter(case=OuterRef("pk")).order_by("-at")
    cases = Case.objects.filter(organisation_id=organisation_id, stage=Stage.OBSERVATION)
    rows = cases.annotate(
        last_level=Subquery(reports.values("level")[:1]),
        last_at=Subquery(reports.values("at")[:1]),
        last_spo2=Subquery(reports.values("spo2")[:1]),
        last_temperature=Subquery(reports.values("temperature")[:1]),
    ).order_by("next_due_at", "pk")
    return list(rows[(page - 1) * PAGE : page * PAGE]), cases.count()


def reports_of(case: Case) -> list[Observation]:
    """The last ones, the oldest first."""
    found = Observation.objects.filter(case=case).select_related("by").order_by("-at", "-pk")[:CHARTED]
    return list(reversed(found))


def calls_of(case: Case) -> Sequence[Attempt]:
    return list(Attempt.objects.filter(case=case).select_related("by").order_by("-at", "-pk"))


def passings_of(case: Case) -> Sequence[Passing]:
    return list(Passing.objects.filter(case=case).select_related("by", "to", "centre").order_by("-at", "-pk"))


def tasks_of(case: Case) -> Sequence[Task]:
    return list(Task.objects.filter(case=case).select_related("owner", "closed_by").order_by("-opened_at", "-pk"))


def digits(code: str) -> str:
    """The figures of a code as somebody typed it, in full width too."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", code) if sign.isascii() and sign.isdigit())


def patient(code: str, born_on: date | None) -> Case | None:
    """Whom the code and the day of birth name together; one without the other names nobody."""
    figures = digits(code)
    if not figures or born_on is None:
        return None
    with as_system():
        found = Case.objects.select_related("organisation")
        return found.filter(code=figures, born_on=born_on).exclude(code="").first()
