"""Suggestions are worked out by the worker whenever somebody who waits or a bed has changed, and kept for the pages.

So no page waits for them, and no web process loads SciPy. Any number of changes may ask for it: whatever was matched
already is recognised by its digest and not matched again.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.db import transaction

from naniwa.kernel.jobs import defer_by_name
from naniwa.kernel.organisations.isolation import as_system
from naniwa.services.outbreak.models import BedPool, Matching, PlacementRequest, RequestState, Suggested
from naniwa.services.outbreak.queries.beds import person_of, pool_of
from naniwa.services.outbreak.rules import placement
from naniwa.services.outbreak.rules.placement import Choice, Pool, Suggestion, Waiting

MATCH = "outbreak.match_beds"
EVERY = timedelta(minutes=5)
"""Deadlines pass without anybody doing anything, so it is also asked for by the clock."""
AT_ONCE = 1_000
COMPARED = ("pool_id", "figures", "next_best_id", "next_figures", "safe", "open")


def wanted() -> None:
    """Something changed in the open transaction: have everything matched once that is committed."""
    defer_by_name(MATCH)


def match(*, now: datetime) -> int:
    """For every body that coordinates; returns for how many something was worked out."""
    with as_system():
        bodies = set(PlacementRequest.objects.filter(closed_at=None).values_list("organisation_id", flat=True))
        bodies |= set(Suggested.objects.values_list("organisation_id", flat=True).distinct())
        return sum(_match(body, now) for body in sorted(bodies))


@transaction.atomic
def _match(body: int, now: datetime) -> bool:
    known = _turn(body, now)
    waiting = list(PlacementRequest.objects.filter(organisation_id=body, state=RequestState.WAITING).order_by("pk"))
    beds = list(BedPool.objects.filter(organisation_id=body).select_related("facility").order_by("pk"))
    people, pools, at = [person_of(one) for one in waiting], [pool_of(one) for one in beds], _rounded(now)
    digest = _digest(people, pools, at)
    if known.digest == digest:
        return False
    _keep(body, waiting, beds, placement.suggestions(people, pools, now=at))
    known.at, known.digest, known.people = now, digest, len(people)
    known.save(update_fields=["at", "digest", "people"])
    return True


def _turn(body: int, now: datetime) -> Matching:
    """One at a time: whoever comes second sees what the first has kept."""
    Matching.objects.bulk_create([Matching(organisation_id=body, at=now, digest="", people=0)], ignore_conflicts=True)
    return Matching.objects.select_for_update(of=("self",)).get(organisation_id=body)


def _rounded(now: datetime) -> datetime:
    return now - timedelta(seconds=now.timestamp() % EVERY.total_seconds())


def _digest(people: Sequence[Waiting], pools: Sequence[Pool], at: datetime) -> str:
    told = [(one.key, one.severity, one.score, one.deadline, one.place, sorted(one.needs)) for one in people]
    beds = [(one.key, one.bed, one.free, one.staffed, one.place, sorted(one.offers)) for one in pools]
    return sha256(repr((told, beds, at)).encode()).hexdigest()


def _keep(body: int, waiting: Sequence[PlacementRequest], beds: Sequence[BedPool], told: Sequence[Suggestion]) -> None:
    """Only what is another than before is written; a suggestion for somebody who waits no longer goes."""
    numbers = {pool.reference: pool.pk for pool in beds}
    before = {one.request_id: one for one in Suggested.objects.filter(organisation_id=body)}
    made = [_row(body, request, one, numbers) for request, one in zip(waiting, told, strict=True)]
    changed = [one for one in made if _differs(before.pop(one.request_id, None), one)]
    Suggested.objects.filter(pk__in=[one.pk for one in before.values()]).delete()
    Suggested.objects.bulk_create(
        changed,
        AT_ONCE,
        update_conflicts=True,
        unique_fields=["request"],
        update_fields=["pool", "figures", "next_best", "next_figures", "safe", "open"],
    )


def _row(body: int, request: PlacementRequest, told: Suggestion, numbers: Mapping[str, int]) -> Suggested:
    choice, other = told.choice, told.next_best
    return Suggested(
        organisation_id=body,
        request=request,
        pool_id=numbers[choice.pool.key] if choice else None,
        figures=_figures(choice),
        next_best_id=numbers[other.pool.key] if other else None,
        next_figures=_figures(other),
        safe=told.safe,
        open=told.open,
    )


def _figures(choice: Choice | None) -> dict[str, int] | None:
    return {"steps": choice.steps, "minutes": choice.minutes, "in_use": choice.in_use} if choice else None


def _differs(before: Suggested | None, one: Suggested) -> bool:
    return before is None or _compared(before) != _compared(one)


def _compared(one: Suggested) -> Iterable[Any]:
    return [getattr(one, name) for name in COMPARED]
