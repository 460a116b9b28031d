"""All seals of all procedures: filters, counts, and what a decision over them would do."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Self
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet, Value, Window
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan

from naniwa.library.alike import search_key
from naniwa.services.inventory.models import Seal
from naniwa.services.inventory.rules.seals import DECISIONS, GONE, KINDS

PAGE = 50
OPEN = "open"
FILTERS = ("department", "kind", "decision", "law", "words")
SORTS = {
    "department": "procedure__department__code",
    "title": "procedure__title",
    "kind": "kind",
    "decided": "decided_at",
}
FIELDS = {"department": "procedure__department__code", "kind": "kind", "decision": "decision"}
LONGEST = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Seals:
    """What is asked for; `law` is "yes" or "no"; `decision` is "open" where there is none yet."""

    department: str = ""
    kind: str = ""
    decision: str = ""
    law: str = ""
    words: str = ""
    sort: str = "department"

    @classmethod
    def of(cls, given: Mapping[str, str]) -> Self:
        """From untrusted texts; what is not known is left out."""
        return cls(**{key: given[key] for key in (*FILTERS, "sort") if key in given and _known(key, given[key])})

    @property
    def filters(self) -> dict[str, str]:
        """The filters in force."""
        return {key: value for key in FILTERS if (value := getattr(self, key))}


@dataclass(frozen=True, slots=True)
class Listed:
    """A seal as a line of the view."""

    public_id: UUID
    procedure: UUID
    title: str
    department: str
    kind: str
    basis: str
    law: str
    decision: str
    reason: str
    decided_at: datetime | None
    decided_by: str | None
    total: int


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What a decision would do: seals that get it, those that have it already, and those that it does not fit."""

    decided: int
    same: int
    law_forbids: int
    no_law: int
    departments: int


@dataclass(frozen=True, slots=True)
class Sealed:
    """A department's seals, how many are decided and how many of these are gone."""

    code: str
    name: str
    seals: int
    decided: int
    gone: int

    @property
    def per_cent(self) -> int:
        return 100 * self.decided // self.seals if self.seals else 100


def _known(key: str, value: str) -> bool:
    known: dict[str, Collection[str]] = {
        "kind": [word.value for word in KINDS],
        "decision": [OPEN, *(word.value for word in DECISIONS)],
        "law": ["yes", "no"],
    }
    if key == "sort":
        return value.removeprefix("-") in SORTS
    return value in known[key] if key in known else 0 < len(value) <= LONGEST


def select(selection: Seals, *, organisation_id: int) -> QuerySet[Seal]:
    """The seals of procedures that are there, in no order."""
    found = _all(organisation_id, selection.words)
    if selection.law:
        found = found.filter(law="") if selection.law == "no" else found.exclude(law="")
    for name in ("department", "kind"):
        if value := getattr(selection, name):
            found = found.filter(**{FIELDS[name]: value})
    if selection.decision:
        found = found.filter(decision="" if selection.decision == OPEN else selection.decision)
    return found


def page(selection: Seals, *, organisation_id: int, number: int = 1) -> list[Listed]:
    """One page and, on each of its rows, how many there are in all: one query."""
    falling, column = selection.sort.startswith("-"), F(SORTS[selection.sort.removeprefix("-")])
    order = column.desc(nulls_last=True) if falling else column.asc(nulls_last=True)
    found = select(selection, organisation_id=organisation_id).annotate(whole=Window(Count("*")))
    columns = (
        "public_id", "procedure__public_id", "procedure__title", "procedure__department__name", "kind", "basis", "law",
        "decision", "reason", "decided_at", "decided_by__name", "whole",
    )  # fmt: skip
    rows = found.order_by(order, "procedure__number", "position").values_list(*columns)
    start = (number - 1) * PAGE
    return [Listed(*row) for row in rows[start : start + PAGE]]


def counts(selection: Seals, *, organisation_id: int) -> dict[str, Counter[str]]:
    """For each filter, how many seals each of its values would leave beside the other filters: one query."""
    found = _all(organisation_id, selection.words)
    grouped = found.annotate(by_law=GreaterThan(F("law"), Value(""))).values_list(*FIELDS.values(), "by_law")
    wanted = [getattr(selection, name) for name in (*FIELDS, "law")]
    counted: dict[str, Counter[str]] = {name: Counter() for name in (*FIELDS, "law")}
    for *values, by_law, count in grouped.annotate(n=Count("pk")).order_by():
        shown = [values[0], values[1], values[2] or OPEN, "yes" if by_law else "no"]
        missed = [at for at, want in enumerate(wanted) if want and want != shown[at]]
        for at, name in enumerate(counted):
            if not missed or missed == [at]:
                counted[name][shown[at]] += count
    return counted


def foresee(found: QuerySet[Seal], decision: str) -> Foreseen:
    """Before a decision is made over many."""
    fits = fitting(decision)
    changing = Q(fits & ~Q(decision=decision))
    counted = found.order_by().aggregate(
        decided=Count("pk", filter=changing),
        same=Count("pk", filter=fits & Q(decision=decision)),
        law_forbids=Count("pk", filter=Q(law__gt="") if decision == "abolish" else Q(pk=None)),
        no_law=Count("pk", filter=Q(law="") if decision == "keep" else Q(pk=None)),
        departments=Count("procedure__department", filter=changing, distinct=True),
    )
    return Foreseen(**counted)


def fitting(decision: str) -> Q:
    """Seals that a decision may be made about, as `rules.seals.check_decision` says of one."""
    if decision == "keep":
        return Q(law__gt="")
    return Q(law="") if decision == "abolish" else Q(pk__isnull=False)


def by_department(organisation_id: int) -> list[Sealed]:
    """Progress by department, by code: one query."""
    found = _all(organisation_id, "").values_list("procedure__department__code", "procedure__department__name")
    counted = found.annotate(
        seals=Count("pk"), decided=Count("pk", filter=~Q(decision="")), gone=Count("pk", filter=Q(decision__in=GONE))
    )
    return [Sealed(*row) for row in counted.order_by("procedure__department__code")]


def _all(organisation_id: int, words: str) -> QuerySet[Seal]:
    found = Seal.objects.filter(organisation_id=organisation_id, procedure__removed_at=None)
    for word in words.split():
        if term := search_key(word):
            found = found.filter(GreaterThan(StrIndex("procedure__search", Value(term)), 0))
    return found
