"""Cases of a health centre: the queue, the list, one of them, and its colleagues."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from naniwa.kernel.organisations.models import Organisation
from naniwa.kernel.people.models import Person
from naniwa.services.outbreak.models import Case, Stage, Task

PAGE = 50


@dataclass(frozen=True, slots=True)
class Found:
    """One page of cases, and how many there are of each stage among all that were looked for."""

    cases: Sequence[Case]
    total: int
    stages: dict[str, int]


def queue(organisation_id: int, *, page: int = 1) -> tuple[list[Case], int]:
    """Who waits for the first contact: late and at risk first, as the deadline says."""
    waiting = Case.objects.filter(organisation_id=organisation_id, stage=Stage.FIRST_CONTACT)
    ordered = waiting.select_related("owner", "partner").order_by("next_due_at", "pk")
    return list(ordered[(page - 1) * PAGE : page * PAGE]), waiting.count()


@dataclass(frozen=True, slots=True)
class Counted:
    """How many there are, and how many of them are late."""

    all: int = 0
    late: int = 0


def counted(organisation_id: int, *, now: datetime) -> dict[str, Counted]:
    """Open cases by stage, and open tasks."""
    rows = Case.objects.filter(organisation_id=organisation_id, closed_at=None).values_list("stage")
    late = Count("pk", filter=Q(next_due_at__lt=now))
    found = {stage: Counted(count, behind) for stage, count, behind in rows.annotate(n=Count("pk"), late=late)}
    tasks = Task.objects.filter(case__organisation_id=organisation_id, closed_at=None)
    return {**found, "tasks": Counted(tasks.count(), tasks.filter(due_at__lt=now).count())}


def search(organisation_id: int, *, words: str, stage: str, page: int) -> Found:
    """Of the centre, or reported by the clinic."""
    mine = Case.objects.filter(Q(organisation_id=organisation_id) | Q(partner_id=organisation_id))
    if words:
        said = Q(name__contains=words) | Q(name_kana__contains=words) | Q(phone__contains=words)
        mine = mine.filter(said | Q(reference=words.upper()) | Q(local_number=words))
    stages = dict(mine.values_list("stage").annotate(n=Count("pk")))
    chosen = mine.filter(stage=stage) if stage else mine
    ordered = chosen.select_related("owner").order_by("-received_at", "-pk")
    total = sum(stages.values()) if not stage else stages.get(stage, 0)
    return Found(list(ordered[(page - 1) * PAGE : page * PAGE]), total, stages)


def one_of(organisation_id: int, number: UUID) -> Case | None:
    """A case of the centre."""
    return _whole().filter(organisation_id=organisation_id, public_id=number).first()


def seen_by(organisation_id: int, number: UUID) -> Case | None:
    """A case of the centre, or that the clinic reported."""
    mine = Q(organisation_id=organisation_id) | Q(partner_id=organisation_id)
    return _whole().filter(mine, public_id=number).first()


def alike(case: Case) -> list[Case]:
    """Other cases of the centre that may be of the same person: same day of birth and reading, or same telephone."""
    same = Q()
    if case.born_on and case.name_kana:
        same |= Q(born_on=case.born_on, name_kana=case.name_kana)
    if case.phone:
        same |= Q(phone=case.phone)
    others = Case.objects.filter(same, organisation_id=case.organisation_id).exclude(pk=case.pk)
    return list(others.order_by("-received_at")[:5]) if same else []


def staff_with(organisation: Organisation, roles: Sequence[str], *, on: date) -> list[Person]:
    """Who hold one of the roles there on a day, by name."""
    ended = Q(appointments__ends_on=None) | Q(appointments__ends_on__gt=on)
    held = Q(appointments__organisation=organisation, appointments__role__in=roles, appointments__starts_on__lte=on)
    return list(Person.objects.filter(held & ended).distinct().order_by("name_kana", "pk"))


def _whole() -> QuerySet[Case]:
    return Case.objects.select_related("organisation", "partner", "owner")
