"""The ledger of faults across all cases."""

from collections import Counter
from dataclasses import asdict, dataclass
from typing import Any

from django.db.models import Count, QuerySet

from naniwa.kernel.organisations.statements import Statement
from naniwa.services.procedures.models import Deficiency, Finder, ItemState
from naniwa.services.procedures.queries.remembering import remember
from naniwa.services.procedures.queries.viewing import Viewer

PAGE = 50
COUNTED = ("code", "state", "application__partner_id", "found_by", "application__procedure")
FILTERS = {
    "code": "code",
    "state": "state",
    "municipality": "application__partner__code",
    "found_by": "found_by",
    "procedure": "application__procedure",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemFilter:
    """An empty text does not filter."""

    code: str = ""
    state: str = ""
    municipality: str = ""
    found_by: str = ""
    procedure: str = ""

    @property
    def filters(self) -> dict[str, str]:
        return {name: value for name, value in asdict(self).items() if value}


@dataclass(frozen=True, slots=True)
class Ledger:
    """Counts by each filter; `rates` are the states of each code's items."""

    total: int
    by: dict[str, Counter[str]]
    rates: dict[str, Counter[str]]


def filter_of(given: dict[str, str]) -> ItemFilter:
    """From untrusted texts."""
    closed = {"state": ItemState.values, "found_by": Finder.values}
    kept = {
        name: given[name]
        for name in FILTERS
        if name in given and given[name] in closed.get(name, [given[name]]) and len(given[name]) <= 100  # noqa: PLR2004 - longer than any code
    }
    return ItemFilter(**kept)


def items(asked: ItemFilter, *, viewer: Viewer) -> QuerySet[Deficiency]:
    """In no order. A municipality sees those of cases it shares, as row security has it."""
    return _of(asked, None if viewer.shares_cases else viewer.organisation_id)


def _of(asked: ItemFilter, organisation_id: int | None) -> QuerySet[Deficiency]:
    columns: dict[str, Any] = {FILTERS[name]: value for name, value in asked.filters.items()}
    if organisation_id is not None:
        columns["application__organisation_id"] = organisation_id
    return Deficiency.objects.filter(**columns)


def page(asked: ItemFilter, *, viewer: Viewer, number: int, total: int) -> list[Deficiency]:
    """Newest first, each with its case; of `total` above 1,000 the newest may be 20 seconds old."""
    start = (number - 1) * PAGE
    whose = () if viewer.shares_cases else (viewer.organisation_id,)
    about = (*_about(asked, viewer), start)
    numbers = remember("faults", about, lambda: _numbers(*whose, asked=asked, start=start), size=lambda _numbers: total)
    whole = {item.pk: item for item in _whole(numbers)} if numbers else {}
    return [whole[pk] for pk in numbers]


def _some(organisation_id: int | None = None, *, asked: ItemFilter, start: int) -> "QuerySet[Deficiency, int]":
    found = _of(asked, organisation_id).order_by("-found_at", "-pk")
    return found.values_list("pk", flat=True)[start : start + PAGE]


_numbers = Statement(_some)
_whole = Statement(
    lambda numbers: (
        Deficiency.objects.filter(pk__in=numbers)
        .select_related("application__partner", "finder", "notice")
        .defer("application__answers", "application__search")
    )
)


def ledger(asked: ItemFilter, *, viewer: Viewer) -> Ledger:
    """All counts; where there are more than 1,000 items they may be 20 seconds old."""
    return remember("ledger", _about(asked, viewer), lambda: _count(asked, viewer), size=lambda made: made.total)


def _about(asked: ItemFilter, viewer: Viewer) -> tuple[int, int, ItemFilter]:
    return viewer.organisation_id, viewer.person_id if viewer.shares_cases else 0, asked


def _count(asked: ItemFilter, viewer: Viewer) -> Ledger:
    """From one grouped query."""
    counted: dict[str, Counter[str]] = {name: Counter() for name in COUNTED}
    rates: dict[str, Counter[str]] = {}
    total = 0
    found = items(asked, viewer=viewer).values_list(*COUNTED).annotate(n=Count("pk")).order_by()
    for *values, count in found:
        total += count
        for name, value in zip(COUNTED, values, strict=True):
            counted[name][str(value or "")] += count
        rates.setdefault(values[0], Counter())[values[1]] += count
    return Ledger(total, counted, rates)
