"""How far departments are, with a survey and with their seals."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q

from naniwa.services.inventory.models import Department, Part, Procedure, State, Survey


@dataclass(frozen=True, slots=True)
class Standing:
    """A department in a survey: its rows, how many of them are confirmed, and whether it says that it is done."""

    part: Part
    rows: int
    confirmed: int

    @property
    def department(self) -> Department:
        return self.part.department

    @property
    def per_cent(self) -> int:
        """Whole per cent, and 100 only where nothing is left; a department without rows has nothing left."""
        return 100 * self.confirmed // self.rows if self.rows else 100


def surveys(organisation_id: int) -> list[Survey]:
    """The open ones first, then the newest; each with its `parts_count` and `done_count`."""
    found = Survey.objects.filter(organisation_id=organisation_id).annotate(
        parts_count=Count("parts"), done_count=Count("parts", filter=Q(parts__done_at__isnull=False))
    )
    return sorted(found.order_by("-opened_at"), key=lambda survey: survey.closed_at is not None)


def survey_of(organisation_id: int, number: UUID) -> Survey | None:
    found = Survey.objects.filter(organisation_id=organisation_id, public_id=number)
    return found.select_related("organisation").first()


def part_of(organisation_id: int, number: UUID) -> Part | None:
    found = Part.objects.filter(organisation_id=organisation_id, public_id=number)
    return found.select_related("department__contact", "survey").first()


def standings(survey: Survey) -> list[Standing]:
    """Every department of a survey, by code: two queries."""
    parts = list(survey.parts.select_related("department__contact").order_by("department__code"))
    return _standing(parts)


def open_parts(organisation_id: int, departments: Iterable[Department]) -> list[Standing]:
    """What these departments are asked for now."""
    parts = Part.objects.filter(
        organisation_id=organisation_id, department__in=list(departments), survey__closed_at=None
    ).select_related("department__contact", "survey")
    return _standing(list(parts.order_by("survey__due_on", "department__code")))


def standing(part: Part) -> Standing:
    return _standing([part])[0]


def asked_now(organisation_id: int) -> set[int]:
    """Row numbers of departments that an open survey asks."""
    open_now = Part.objects.filter(organisation_id=organisation_id, survey__closed_at=None)
    return set(open_now.values_list("department_id", flat=True))


def _standing(parts: list[Part]) -> list[Standing]:
    confirmed = Count("pk", filter=Q(state=State.CONFIRMED))
    counted = (
        Procedure.objects.filter(department__in=[part.department_id for part in parts], removed_at=None)
        .values_list("department")
        .annotate(rows=Count("pk"), confirmed=confirmed)
        .order_by()
    )
    counts = {department: (rows, done) for department, rows, done in counted}
    return [Standing(part, *counts.get(part.department_id, (0, 0))) for part in parts]
