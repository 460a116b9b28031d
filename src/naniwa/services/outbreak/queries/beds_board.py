"""The coordinator's board: who waits, is being offered a bed, or has one; filtered, ordered, and a page at a time."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import Prefetch

from naniwa.kernel.organisations.models import Organisation
from naniwa.services.outbreak.definitions.areas import towns
from naniwa.services.outbreak.models import Matching, Offer, OfferState, PlacementRequest, RequestState

PAGE = 50
OPEN = (RequestState.WAITING, RequestState.OFFERED, RequestState.PLACED)
SOON = timedelta(hours=6)
OLD = timedelta(minutes=15)
"""Suggestions are worked out anew at least every five minutes; older ones say that no worker runs."""


class _Row(NamedTuple):
    """What is filtered and counted by, of everybody who is open."""

    pk: int
    state: str
    severity: str
    municipality: str
    deadline: datetime
    asked_at: datetime
    score: int
    suggestion: int | None
    pool: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """Which of them, in which order; empty is any."""

    state: str = RequestState.WAITING
    severity: str = ""
    area: str = ""
    due: str = ""
    bed: str = ""
    sort: str = "deadline"
    words: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """One page of requests. `counts` has, by filter, how many rows each of its values would leave."""

    found: Sequence[PlacementRequest]
    total: int
    counts: Mapping[str, Mapping[str, int]]
    late: int
    suggested: int
    matched_at: datetime | None


def due(deadline: datetime, *, now: datetime) -> str:
    """Whether the deadline is over, within some hours, or later."""
    if deadline < now:
        return "late"
    return "soon" if deadline < now + SOON else "later"


ORDERS: Mapping[str, Callable[[_Row], tuple[Any, ...]]] = {
    "deadline": lambda row: (row.deadline, row.pk),
    "score": lambda row: (-row.score, row.deadline, row.pk),
    "asked": lambda row: (row.asked_at, row.pk),
}


def board(wish: Wish, *, now: datetime, organisation: Organisation) -> Board:
    """Two reads however many wait: a narrow one of all to filter and count, and one of the page."""
    rows = _rows(wish.words)
    tests = _tests(now)
    wanted = {name: value for name in tests if (value := getattr(wish, name))}
    chosen = [row for row in rows if _passes(row, tests, wanted)]
    chosen.sort(key=ORDERS.get(wish.sort, ORDERS["deadline"]))
    shown = [row.pk for row in chosen[(wish.page - 1) * PAGE : wish.page * PAGE]]
    waiting = [row for row in rows if row.state == RequestState.WAITING]
    return Board(
        found=_page(shown),
        total=len(chosen),
        counts={name: _counted(rows, tests, wanted, name) for name in tests},
        late=sum(row.deadline < now for row in waiting),
        suggested=sum(row.pool is not None for row in waiting),
        matched_at=Matching.objects.filter(organisation=organisation).values_list("at", flat=True).first(),
    )


def _rows(words: str) -> list[_Row]:
    found = PlacementRequest.objects.filter(state__in=OPEN, closed_at=None)
    if words:
        found = found.filter(case_reference__contains=words.upper())
    return [
        _Row(*row)
        for row in found.values_list(
            "pk", "state", "severity", "municipality", "deadline", "asked_at", "score", "suggestion",
            "suggestion__pool_id",
        )
    ]  # fmt: skip


def _tests(now: datetime) -> dict[str, Callable[[_Row], str]]:
    """By the name of a filter: the value that a row has."""
    known = towns()
    return {
        "state": lambda row: row.state,
        "severity": lambda row: row.severity,
        "area": lambda row: known[row.municipality].area if row.municipality in known else "",
        "due": lambda row: due(row.deadline, now=now),
        "bed": lambda row: "suggested" if row.pool else ("none" if row.suggestion else "pending"),
    }


def _passes(row: _Row, tests: Mapping[str, Callable[[_Row], str]], wanted: Mapping[str, str]) -> bool:
    return all(tests[name](row) == value for name, value in wanted.items())


def _counted(
    rows: Sequence[_Row], tests: Mapping[str, Callable[[_Row], str]], wanted: Mapping[str, str], name: str
) -> dict[str, int]:
    others = {key: value for key, value in wanted.items() if key != name}
    return Counter(tests[name](row) for row in rows if _passes(row, tests, others))


def _page(numbers: Sequence[int]) -> list[PlacementRequest]:
    live = Offer.objects.filter(state__in=[OfferState.OPEN, OfferState.ACCEPTED]).select_related("pool__facility")
    suggestion = [f"suggestion__{pool}__facility" for pool in ("pool", "next_best")]
    found = PlacementRequest.objects.filter(pk__in=numbers).select_related("centre", *suggestion)
    by_number = {one.pk: one for one in found.prefetch_related(Prefetch("offers", queryset=live, to_attr="live"))}
    return [by_number[number] for number in numbers]


def is_old(matched_at: datetime | None, *, now: datetime) -> bool:
    return matched_at is None or now - matched_at > OLD
