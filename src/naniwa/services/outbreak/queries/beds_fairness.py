"""Whether everybody waits alike: hours from request to bed and past the deadline, by medical area and by age."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Aggregate, Case, CharField, Count, DurationField, F, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from naniwa.services.outbreak.definitions.areas import names, towns
from naniwa.services.outbreak.models import PlacementRequest, RequestState

ENOUGH = 5
"""So many people must stand behind a median."""


class Median(Aggregate):
    """Of durations, by the database."""

    function = "percentile_cont"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DurationField()
    allow_distinct = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """People of an area or an age; hours are medians, None where too few stand behind them.

    Whose request was withdrawn counts as late where that was after the deadline: waiting too long is one reason for it.
    """

    code: str
    people: int
    placed: int
    withdrawn: int
    hours: float | None
    late: int
    late_share: int


def fairness(*, days: int, now: datetime) -> tuple[list[Group], list[Group]]:
    """By medical area and by age, over requests of the last so many days; the database counts."""
    asked = PlacementRequest.objects.filter(asked_at__gt=now - timedelta(days=days)).annotate(area=_area())
    order = list(names())
    areas = sorted(_groups(asked, "area", now), key=lambda one: order.index(one.code) if one.code else len(order))
    return areas, sorted(_groups(asked, "age", now), key=lambda one: one.code)


def _area() -> Case:
    """The medical area of the municipality where the person lives; empty where that is not known."""
    by_area: dict[str, list[str]] = {}
    for code, town in towns().items():
        by_area.setdefault(town.area, []).append(code)
    whens = [When(municipality__in=codes, then=Value(area)) for area, codes in by_area.items()]
    return Case(*whens, default=Value(""), output_field=CharField())


def _groups(asked: QuerySet[PlacementRequest], name: str, now: datetime) -> list[Group]:
    rows = asked.values(code=F(name)).annotate(
        people=Count("pk"),
        placed=Count("placed_at"),
        withdrawn=Count("pk", filter=Q(state=RequestState.WITHDRAWN)),
        late=Count("pk", filter=Q(deadline__lt=Coalesce("placed_at", "closed_at", Value(now)))),
        waited=Median(F("placed_at") - F("asked_at")),
    )
    return [_group(row) for row in rows]


def _group(row: Mapping[str, Any]) -> Group:
    waited: timedelta | None = row["waited"] if row["placed"] >= ENOUGH else None
    return Group(
        code=row["code"],
        people=row["people"],
        placed=row["placed"],
        withdrawn=row["withdrawn"],
        hours=round(waited / timedelta(hours=1), 1) if waited is not None else None,
        late=row["late"],
        late_share=round(100 * row["late"] / row["people"]),
    )
