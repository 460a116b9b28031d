"""The work queue: a page of cases in its order."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, QuerySet
from django.db.models.expressions import OrderBy

from naniwa.services.procedures.models import OPEN_ITEMS, Application, Deficiency
from naniwa.services.procedures.queries.selecting import SORTS, Selection, select
from naniwa.services.procedures.queries.viewing import Viewer

PAGE = 50


@dataclass(frozen=True, slots=True)
class Listed:
    """A case as a line of a list."""

    case: Application
    open_items: int


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


def _order(sort: str) -> OrderBy:
    column = F(SORTS[sort.removeprefix("-")])
    return column.desc(nulls_last=True) if sort.startswith("-") else column.asc(nulls_last=True)
