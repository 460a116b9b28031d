"""Whether everybody waits alike: hours from request to bed and past the deadline, by medical area and by age."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from naniwa.services.outbreak.definitions.areas import towns
from naniwa.services.outbreak.models import PlacementRequest, RequestState

ENOUGH = 5
"""So many people must stand behind a median."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """People of an area or an age; hours are medians, None where too few stand behind them."""

    code: str
    people: int
    placed: int
    hours: float | None
    late: int
    late_share: int


def fairness(*, days: int, now: datetime) -> tuple[list[Group], list[Group]]:
    """By medical area and by age, over requests of the last so many days that were not withdrawn."""
    asked = PlacementRequest.objects.filter(asked_at__gt=now - timedelta(days=days))
    found = list(asked.exclude(state=RequestState.WITHDRAWN))
    return _groups(found, _area, now), _groups(found, lambda one: one.age or "unknown", now)


def _area(request: PlacementRequest) -> str:
    town = towns().get(request.municipality)
    return town.area if town else ""


def _groups(found: Sequence[PlacementRequest], code: Callable[[PlacementRequest], str], now: datetime) -> list[Group]:
    by_code: dict[str, list[PlacementRequest]] = {}
    for one in found:
        by_code.setdefault(code(one), []).append(one)
    return [_group(name, people, now) for name, people in sorted(by_code.items())]


def _group(name: str, people: Sequence[PlacementRequest], now: datetime) -> Group:
    placed = [one for one in people if one.placed_at]
    hours = [(one.placed_at - one.asked_at) / timedelta(hours=1) for one in placed if one.placed_at]
    late = sum((one.placed_at or now) > one.deadline for one in people)
    return Group(
        code=name,
        people=len(people),
        placed=len(placed),
        hours=round(median(hours), 1) if len(hours) >= ENOUGH else None,
        late=late,
        late_share=round(100 * late / len(people)),
    )
