"""Selecting cases: tabs, filters and free search, as one condition for lists, counts and bulk acts."""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Self

from django.db.models import BooleanField, F, Func, Q, QuerySet, Value
from django.db.models.expressions import RawSQL

from naniwa.library.alike import search_key, with_plain_numbers
from naniwa.services.procedures.models import OPEN_ITEMS, Application, Channel, Deficiency, Outcome, Stage, State
from naniwa.services.procedures.queries.viewing import Viewer, cases_of

# The lower bounds of the bands in which amounts (yen) and ages (days) are filtered.
AMOUNTS: dict[str, tuple[int | None, int | None]] = {
    "under-500": (None, 500_000),
    "500-1000": (500_000, 1_000_000),
    "from-1000": (1_000_000, None),
}
AGES: dict[str, tuple[int, int | None]] = {"0-3": (0, 4), "4-7": (4, 8), "8-14": (8, 15), "15-": (15, None)}
SORTS = {"due": "due_at", "received": "received_at", "amount": "amount_yen", "name": "applicant_kana"}
FILTERS = ("procedure", "municipality", "state", "channel", "code", "amount", "age", "outcome", "words")
TEXTS = ("tab", "sort", *FILTERS)
# Up to so many row numbers that a lookup found are handed on to the other queries of a page.
FEW = 20_000
_RECEIPT = re.compile(r"[a-z]{2}\d{1,12}")
WAITING = (State.RECEIVED, State.UNDER_REVIEW, State.RESUBMITTED)

type Condition = Callable[[Viewer, datetime], Q]

TABS: dict[str, Condition] = {
    "mine": lambda viewer, _now: Q(assignee_id=viewer.person_id, stage=Stage.REVIEW, state__in=WAITING),
    "team": lambda _viewer, _now: Q(stage=Stage.REVIEW, state__in=WAITING),
    "overdue": lambda _viewer, now: (
        Q(stage__in=[Stage.REVIEW, Stage.DECISION], due_at__lt=now) & ~Q(state=State.NEEDS_CORRECTION)
    ),
    "decide": lambda _viewer, _now: Q(stage=Stage.DECISION),
    "returned": lambda _viewer, _now: Q(stage=Stage.REVIEW, state=State.RESUBMITTED),
    "all": lambda _viewer, _now: Q(),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What is asked for; an empty text does not filter. `sort` may begin with "-".

    `found` are the row numbers that words and fault found, once `resolved`.
    """

    tab: str = "team"
    procedure: str = ""
    municipality: str = ""
    state: str = ""
    channel: str = ""
    code: str = ""
    amount: str = ""
    age: str = ""
    outcome: str = ""
    words: str = ""
    sort: str = "due"
    found: tuple[int, ...] | None = None

    @classmethod
    def of(cls, given: dict[str, str]) -> Self:
        """From untrusted texts; what is not known is left out."""
        kept: dict[str, Any] = {key: value for key, value in given.items() if key in TEXTS and _known(key, value)}
        return cls(**kept)

    @property
    def filters(self) -> dict[str, str]:
        """The filters in force, without tab and sort."""
        return {key: value for key in FILTERS if (value := getattr(self, key))}

    @property
    def is_plain(self) -> bool:
        """Whether it depends neither on the hour nor on what somebody typed."""
        return self.found is None and not (self.words or self.code or self.age) and self.tab != "overdue"


def _known(key: str, value: str) -> bool:
    known: dict[str, Collection[str]] = {
        "tab": TABS,
        "amount": AMOUNTS,
        "age": AGES,
        "state": State.values,
        "channel": Channel.values,
        "outcome": Outcome.values,
    }
    if key == "sort":
        return value.removeprefix("-") in SORTS
    return value in known[key] if key in known else len(value) <= 100  # noqa: PLR2004 - longer than any name


def select(selection: Selection, *, viewer: Viewer, now: datetime) -> QuerySet[Application]:
    """The cases, in no order."""
    return filtered(selection, viewer=viewer, now=now).filter(TABS[selection.tab](viewer, now))


def filtered(selection: Selection, *, viewer: Viewer, now: datetime) -> QuerySet[Application]:
    """The cases whatever the tab, in no order."""
    found = cases_of(viewer)
    simple = {
        "procedure": "procedure",
        "municipality": "partner__code",
        "state": "state",
        "channel": "channel",
        "outcome": "proposed_outcome",
    }
    for name, column in simple.items():
        if value := getattr(selection, name):
            found = found.filter(**{column: value})
    found = found.filter(_amount(selection.amount) & _age(selection.age, now))
    if selection.found is not None:
        return found.filter(pk__in=RawSQL("SELECT unnest(%s::bigint[])", [list(selection.found)]))
    return _looked_up(found, selection)


def _looked_up(found: QuerySet[Application], selection: Selection) -> QuerySet[Application]:
    """The two filters that no index helps with."""
    if selection.code:
        items = Deficiency.objects.filter(code=selection.code, state__in=OPEN_ITEMS)
        found = found.filter(pk__in=items.values("application_id"))
    return searched(found, selection.words)


def resolved(selection: Selection, *, viewer: Viewer) -> Selection:
    """Look up words and faults once for the whole page; what finds very many is looked up by each query."""
    if not (selection.words or selection.code):
        return selection
    # In the order of the index that holds the folded text, or the whole table would be read for it.
    found = _looked_up(cases_of(viewer), selection).order_by("stage", "due_at", "pk").values_list("pk", flat=True)
    numbers = tuple(found[: FEW + 1])
    return selection if len(numbers) > FEW else replace(selection, found=numbers)


def _amount(band: str) -> Q:
    low, high = AMOUNTS.get(band, (None, None))
    return _range("amount_yen", low, high)


def _age(band: str, now: datetime) -> Q:
    young, old = AGES.get(band, (0, None))
    latest = now - timedelta(days=young) if young else None
    earliest = now - timedelta(days=old) if old else None
    bounds = Q(received_at__lte=latest) if latest else Q()
    return bounds & Q(received_at__gt=earliest) if earliest else bounds


def _range(column: str, low: int | None, high: int | None) -> Q:
    bounds = Q(**{f"{column}__gte": low}) if low is not None else Q()
    return bounds & Q(**{f"{column}__lt": high}) if high is not None else bounds


def searched(found: QuerySet[Application], words: str) -> QuerySet[Application]:
    """Each word must stand somewhere in the folded text: name, kana, address, telephone, account, number."""
    for word in words.split():
        if term := search_key(word):
            plain = search_key(with_plain_numbers(word))
            found = found.filter(_standing(term) if plain == term else _standing(term) | _standing(plain))
    return found


def _standing(term: str) -> Q:
    """Receipt numbers stand in the text as they are written, in capitals."""
    here = Q(_Found(F("search"), Value(term)))
    return here | Q(_Found(F("search"), Value(term.upper()))) if _RECEIPT.fullmatch(term) else here


class _Found(Func):
    """True where the second text stands in the first; no pattern characters to escape."""

    template = "position(%(expressions)s) > 0"
    arg_joiner = " in "
    conditional = True

    def __init__(self, text: F, term: Value) -> None:
        super().__init__(term, text, output_field=BooleanField())
