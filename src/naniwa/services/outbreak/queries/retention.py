"""Which cases are over by the definition of their disease, and what keeps some of them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet

from naniwa.library.periods import day_of, kept_if_closed_since, start_of
from naniwa.services.outbreak.definitions import defined
from naniwa.services.outbreak.models import Case, Task
from naniwa.services.outbreak.queries import regimes
from naniwa.services.outbreak.rules.regime import Words


@dataclass(frozen=True, slots=True)
class Foreseen:
    """One disease: how many of a centre's cases would go by a day, stay for an urgent task, and went already."""

    names: Words
    years: int
    going: int
    kept: int
    gone: int


def over(disease: str, *, now: datetime) -> QuerySet[Case]:
    """Cases whose time is over and that still name somebody, whether or not anything keeps them."""
    years = regimes.in_force(disease).regime.retention.years
    before = start_of(kept_if_closed_since(day_of(now), years=years))
    return Case.objects.filter(disease=disease, closed_at__lt=before, erased_at=None)


def may_go(disease: str, *, now: datetime) -> QuerySet[Case]:
    """Those that no open task keeps: who is RED after the end is answered first."""
    return over(disease, now=now).filter(~Exists(_open_tasks()))


def foresee(organisation_id: int, *, days: int, now: datetime) -> list[Foreseen]:
    """What a centre's next nights would take; nothing is changed."""
    return [_foreseen(disease, organisation_id, now + timedelta(days=days)) for disease in defined()]


def _foreseen(disease: str, organisation_id: int, then: datetime) -> Foreseen:
    regime = regimes.in_force(disease).regime
    ending = over(disease, now=then).filter(organisation_id=organisation_id)
    gone = Case.objects.filter(organisation_id=organisation_id, disease=disease, erased_at__isnull=False)
    return Foreseen(
        regime.names,
        regime.retention.years,
        ending.filter(~Exists(_open_tasks())).count(),
        ending.filter(Exists(_open_tasks())).count(),
        gone.count(),
    )


def _open_tasks() -> QuerySet[Task]:
    return Task.objects.filter(case=OuterRef("pk"), closed_at=None)
