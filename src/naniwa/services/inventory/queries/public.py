"""What everybody may know: how many procedures, how many online, seals and hours, by department."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, Sum

from naniwa.kernel.organisations.isolation import as_system
from naniwa.services.inventory.models import Procedure, Seal
from naniwa.services.inventory.rules.seals import GONE


@dataclass(frozen=True, slots=True)
class Progress:
    """One department, or all together; `redesigned` are procedures with an accepted proposal.

    Hours are those a year that the department gave or, where it gave none, those of accepted proposals; None without.
    """

    organisation: str
    organisation_en: str
    code: str
    name: str
    procedures: int
    online: int
    seals: int
    seals_gone: int
    redesigned: int
    hours_saved: int | None


def by_department() -> list[Progress]:
    """Every department with its counts, none of which is of a person: two queries, as the system."""
    with as_system():
        seals = _seals()
        found = Procedure.objects.filter(removed_at=None).values_list(
            "department", "organisation__name", "organisation__name_en", "department__code", "department__name"
        )
        counted = found.annotate(
            n=Count("pk"),
            online=Count("pk", filter=Q(channel="online")),
            redesigned=Count("pk", filter=Q(accepted__gt=0)),
            given=Sum("hours_saved"),
            minutes=Sum("saved_minutes", filter=Q(hours_saved=None, accepted__gt=0)),
        ).order_by("organisation__code", "department__code")
        return [_progress(seals.get(department, (0, 0)), *line) for department, *line in counted]


def together(found: Iterable[Progress]) -> Progress:
    """The sum; hours only of those who gave any."""
    every = list(found)
    hours = [one.hours_saved for one in every if one.hours_saved is not None]
    return Progress(
        "",
        "",
        "total",
        "",
        sum(one.procedures for one in every),
        sum(one.online for one in every),
        sum(one.seals for one in every),
        sum(one.seals_gone for one in every),
        sum(one.redesigned for one in every),
        sum(hours) if hours else None,
    )


def _progress(seals: tuple[int, int], *line: Any) -> Progress:  # noqa: ANN401 - a row of the database
    organisation, organisation_en, code, name, procedures, online, redesigned, given, minutes = line
    hours = None if given is None and minutes is None else (given or 0) + (minutes or 0) // 60
    return Progress(organisation, organisation_en, code, name, procedures, online, *seals, redesigned, hours)


def _seals() -> Mapping[int, tuple[int, int]]:
    found = Seal.objects.filter(procedure__removed_at=None).values_list("procedure__department")
    counted = found.annotate(n=Count("pk"), gone=Count("pk", filter=Q(decision__in=GONE))).order_by()
    return {department: (count, gone) for department, count, gone in counted}
