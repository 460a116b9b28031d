"""The inventory as a list: filters, search, order, and how many rows each filter would leave."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Self
from uuid import UUID

from django.db.models import Case, CharField, Count, F, Func, IntegerField, QuerySet, Value, When, Window
from django.db.models.expressions import OrderBy
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan

from naniwa.library.alike import search_key
from naniwa.services.inventory.models import Procedure, State
from naniwa.services.inventory.rules.columns import CHANNELS
from naniwa.services.inventory.rules.seals import KINDS, NONE

PAGE = 50
REMOVED = "removed"
SORTS = {
    "number": "number",
    "department": "department__code",
    "title": "title",
    "volume": "volume",
    "channel": "channel",
    "seal": "seal_count",
    "updated": "updated_at",
    "points": "points",
    "saved": "saved_minutes",
}
TIES = ("online_minutes", "volume")
"""What goes first among rows of equal points, as in `rules.scores.ranked`."""
FILTERS = ("department", "channel", "seal", "state", "words")
LONGEST = 100
FIELDS = {"department": "department__code", "channel": "channel", "seal": "seal", "state": "shown_state"}
_PAPERS = Func(F("papers"), function="jsonb_array_length", output_field=IntegerField())
_STATE = Case(
    When(removed_at__isnull=False, then=Value(REMOVED)), default=F("state"), output_field=CharField(max_length=11)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What is asked for; an empty text does not filter. `sort` may begin with "-"."""

    department: str = ""
    channel: str = ""
    seal: str = ""
    state: str = ""
    words: str = ""
    sort: str = "number"

    @classmethod
    def of(cls, given: Mapping[str, str]) -> Self:
        """From untrusted texts; what is not known is left out."""
        known = {key: given[key] for key in (*FILTERS, "sort") if key in given and _known(key, given[key])}
        return cls(**known)

    @property
    def filters(self) -> dict[str, str]:
        """The filters in force."""
        return {key: value for key in FILTERS if (value := getattr(self, key))}


@dataclass(frozen=True, slots=True)
class Listed:
    """A row of the list."""

    pk: int
    public_id: UUID
    number: int
    department_code: str
    department: str
    title: str
    law: str
    volume: int | None
    channel: str
    seal: str
    seal_count: int
    papers: int
    points: int
    online_minutes: int
    parts: list[int]
    accepted: int
    dismissed: int
    saved_minutes: int
    state: str
    total: int


def _known(key: str, value: str) -> bool:
    known: dict[str, Collection[str]] = {
        "channel": [word.value for word in CHANNELS],
        "seal": [NONE.value, *(word.value for word in KINDS)],
        "state": [*State.values, REMOVED],
    }
    if key == "sort":
        return value.removeprefix("-") in SORTS
    return value in known[key] if key in known else 0 < len(value) <= LONGEST


def select(selection: Selection, *, organisation_id: int) -> QuerySet[Procedure]:
    """The rows, in no order; removed ones only where they are asked for."""
    found = _searched(_all(organisation_id), selection.words)
    for name in ("department", "channel", "seal"):
        if value := getattr(selection, name):
            found = found.filter(**{FIELDS[name]: value})
    if selection.state == REMOVED:
        return found.filter(removed_at__isnull=False)
    found = found.filter(removed_at=None)
    return found.filter(state=selection.state) if selection.state else found


def page(selection: Selection, *, organisation_id: int, number: int = 1, length: int = PAGE) -> list[Listed]:
    """One page and, on each of its rows, how many there are in all: one query."""
    start = (number - 1) * length
    found = select(selection, organisation_id=organisation_id).annotate(
        shown_state=_STATE, whole=Window(Count("*")), asked=_PAPERS
    )
    columns = (
        "pk", "public_id", "number", "department__code", "department__name", "title", "law", "volume", "channel",
        "seal", "seal_count", "asked", "points", "online_minutes", "parts", "accepted", "dismissed", "saved_minutes",
        "shown_state", "whole",
    )  # fmt: skip
    rows = found.order_by(*_order(selection.sort)).values_list(*columns)[start : start + length]
    return [Listed(*row) for row in rows]


def counts(selection: Selection, *, organisation_id: int) -> dict[str, Counter[str]]:
    """For each filter, how many rows each of its values would leave beside the other filters: one query."""
    grouped = (
        _searched(_all(organisation_id), selection.words)
        .annotate(shown_state=_STATE)
        .values_list(*FIELDS.values())
        .annotate(n=Count("pk"))
        .order_by()
    )
    found: dict[str, Counter[str]] = {name: Counter() for name in FIELDS}
    wanted = [getattr(selection, name) for name in FIELDS]
    for *values, count in grouped:
        missed = [at for at, want in enumerate(wanted) if not _fits(at, want, values[at])]
        for at, name in enumerate(FIELDS):
            if not missed or missed == [at]:
                found[name][values[at]] += count
    return found


def _fits(at: int, wanted: str, value: str) -> bool:
    """Removed rows fit only where they are asked for."""
    if list(FIELDS)[at] == "state" and not wanted:
        return value != REMOVED
    return not wanted or wanted == value


def _all(organisation_id: int) -> QuerySet[Procedure]:
    return Procedure.objects.filter(organisation_id=organisation_id)


def _searched(found: QuerySet[Procedure], words: str) -> QuerySet[Procedure]:
    """Each word must stand somewhere in the folded text."""
    for word in words.split():
        if term := search_key(word):
            found = found.filter(GreaterThan(StrIndex("search", Value(term)), 0))
    return found


def _order(sort: str) -> list[OrderBy]:
    name = SORTS[sort.removeprefix("-")]
    column = F(name)
    first = column.desc(nulls_last=True) if sort.startswith("-") else column.asc(nulls_last=True)
    ties = [F(tie).desc(nulls_last=True) for tie in TIES] if name == "points" else []
    return [first, *ties, F("number").asc()]
