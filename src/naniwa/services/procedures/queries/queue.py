"""The work queue: a page of cases, and how many stand behind each tab and filter."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Case, CharField, Count, F, Q, QuerySet, Value, When
from django.db.models.expressions import OrderBy

from naniwa.services.procedures.models import OPEN_ITEMS, Application, Deficiency
from naniwa.services.procedures.queries.selecting import AGES, AMOUNTS, SORTS, TABS, Selection, select
from naniwa.services.procedures.queries.viewing import Viewer, cases_of

PAGE = 50
COUNTED = ("procedure", "partner_id", "state", "amount_band", "age_band", "proposed_outcome")


@dataclass(frozen=True, slots=True)
class Listed:
    """A case as a line of a list."""

    case: Application
    open_items: int


@dataclass(frozen=True, slots=True)
class Facets:
    """How many cases each further filter would leave; `total` is what there is now."""

    total: int
    by: dict[str, Counter[str]]


def page(selection: Selection, *, viewer: Viewer, now: datetime, number: int = 1) -> list[Listed]:
    """One page of cases. Row numbers first, from the index alone; then those rows."""
    start = (number - 1) * PAGE
    return listed(ids(selection, viewer=viewer, now=now)[start : start + PAGE])


def ids(selection: Selection, *, viewer: Viewer, now: datetime) -> "QuerySet[Application, int]":
    """Row numbers of all cases of a selection in its order."""
    return select(selection, viewer=viewer, now=now).order_by(_order(selection.sort), "pk").values_list("pk", flat=True)


def listed(numbers: "Sequence[int] | QuerySet[Application, int]") -> list[Listed]:
    """The cases with these row numbers, in the order given."""
    wanted = list(numbers)
    cases = (
        Application.objects.select_related("partner", "assignee", "reviewed_by")
        .defer("answers", "search")
        .in_bulk(wanted)
    )
    items = open_items(wanted)
    return [Listed(cases[pk], items[pk]) for pk in wanted if pk in cases]


def open_items(case_ids: Sequence[int]) -> Counter[int]:
    """How many faults are open in each case."""
    found = Deficiency.objects.filter(application_id__in=case_ids, state__in=OPEN_ITEMS)
    return Counter(dict(found.values_list("application_id").annotate(Count("pk")).order_by()))


def facets(selection: Selection, *, viewer: Viewer, now: datetime) -> Facets:
    """All counts from one grouped query."""
    found = select(selection, viewer=viewer, now=now).annotate(amount_band=_amount_band(), age_band=_age_band(now))
    counted: dict[str, Counter[str]] = {name: Counter() for name in COUNTED}
    total = 0
    for *values, count in found.values_list(*COUNTED).annotate(Count("pk")).order_by():
        total += count
        for name, value in zip(COUNTED, values, strict=True):
            counted[name][str(value or "")] += count
    return Facets(total, counted)


def tab_counts(*, viewer: Viewer, now: datetime) -> dict[str, int]:
    """How many cases stand behind each tab."""
    counts = {tab: Count("pk", filter=condition(viewer, now)) for tab, condition in TABS.items() if tab != "all"}
    return cases_of(viewer).exclude(stage="closed").aggregate(**counts)


def code_counts(*, viewer: Viewer) -> list[tuple[str, int]]:
    """Open faults by code, the commonest first."""
    found = Deficiency.objects.filter(state__in=OPEN_ITEMS, application__in=cases_of(viewer))
    return list(found.values_list("code").annotate(n=Count("application_id", distinct=True)).order_by("-n", "code"))


def _order(sort: str) -> OrderBy:
    column = F(SORTS[sort.removeprefix("-")])
    return column.desc(nulls_last=True) if sort.startswith("-") else column.asc(nulls_last=True)


def _amount_band() -> Case:
    bands = [
        When(Q(amount_yen__gte=low or 0) & (Q(amount_yen__lt=high) if high else Q()), then=Value(name))
        for name, (low, high) in AMOUNTS.items()
    ]
    return Case(*bands, default=Value(""), output_field=CharField())


def _age_band(now: datetime) -> Case:
    bands = [
        When(received_at__gt=now - timedelta(days=old), then=Value(name)) for name, (_, old) in AGES.items() if old
    ]
    return Case(*bands, default=Value("15-"), output_field=CharField())
