"""How many cases stand behind each tab and each filter of the queue."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db.models import BooleanField, Case, CharField, Count, Q, QuerySet, Value, When

from naniwa.services.procedures.models import OPEN_ITEMS, Application, Deficiency, Stage, State
from naniwa.services.procedures.queries.queue import count_mine
from naniwa.services.procedures.queries.remembering import remember
from naniwa.services.procedures.queries.selecting import AGES, AMOUNTS, WAITING, Selection, filtered, select
from naniwa.services.procedures.queries.viewing import Viewer

FACETS = ("procedure", "partner_id", "state", "channel", "proposed_outcome", "amount_band", "age_band")


class Group(NamedTuple):
    """Cases that are alike in all that is counted."""

    procedure: str
    partner_id: int | None
    state: str
    channel: str
    proposed_outcome: str
    amount_band: str
    age_band: str
    stage: str
    is_late: bool
    cases: int


# The same conditions as selecting.TABS, told of a group; what is whose own is counted apart.
TABS: dict[str, Callable[[Group], bool]] = {
    "team": lambda group: group.stage == Stage.REVIEW and group.state in WAITING,
    "overdue": lambda group: group.is_late and group.stage != Stage.CLOSED and group.state != State.NEEDS_CORRECTION,
    "decide": lambda group: group.stage == Stage.DECISION,
    "returned": lambda group: group.stage == Stage.REVIEW and group.state == State.RESUBMITTED,
    "all": lambda _group: True,
}


@dataclass(frozen=True, slots=True)
class Counts:
    """`tabs` within the filters; `by` within the tab, by facet and value; `total` is what the list holds."""

    total: int
    tabs: dict[str, int]
    by: dict[str, Counter[str]]


def count(selection: Selection, *, viewer: Viewer, now: datetime) -> Counts:
    """All counts from one grouped query. Closed cases are counted only where the list shows them.

    Over more than 1,000 cases they may be 20 seconds old, save for one's own.
    """
    mine = count_mine(selection, viewer=viewer, now=now)
    about = (_about(selection, viewer), selection.tab)
    _every, shared = remember("counts", about, lambda: _shared(selection, viewer, now), size=lambda made: made[0])
    tabs = shared.tabs | {"mine": mine}
    if selection.tab != "mine":
        return replace(shared, tabs=tabs)
    own = _groups(select(selection, viewer=viewer, now=now), now)
    return Counts(_sum(own), tabs, _by_facet(own))


def _shared(selection: Selection, viewer: Viewer, now: datetime) -> tuple[int, Counts]:
    """What every reader of the office sees, behind the number of cases that were counted for it."""
    groups = _groups(_listed(selection, viewer, now), now)
    shown = [group for group in groups if selection.tab in TABS and TABS[selection.tab](group)]
    tabs = {tab: _sum([group for group in groups if holds(group)]) for tab, holds in TABS.items() if tab != "all"}
    return _sum(groups), Counts(_sum(shown), tabs, _by_facet(shown))


def _by_facet(groups: Sequence[Group]) -> dict[str, Counter[str]]:
    by: dict[str, Counter[str]] = {facet: Counter() for facet in FACETS}
    for group in groups:
        for facet in FACETS:
            by[facet][str(getattr(group, facet) or "")] += group.cases
    return by


def _about(selection: Selection, viewer: Viewer) -> object:
    """What the shared counts depend on; none of it is a person."""
    every = selection.tab == "all"
    return viewer.organisation_id, every, tuple(selection.filters.items())


def _listed(selection: Selection, viewer: Viewer, now: datetime) -> QuerySet[Application]:
    found = filtered(selection, viewer=viewer, now=now)
    return found if selection.tab == "all" else found.filter(stage__in=[Stage.REVIEW, Stage.DECISION])


def _sum(groups: Sequence[Group]) -> int:
    return sum(group.cases for group in groups)


def count_codes(selection: Selection, *, viewer: Viewer, now: datetime, total: int) -> list[tuple[str, int]]:
    """Cases of a selection of `total` by the open faults in them, the commonest first; see `count`."""
    cases = select(selection, viewer=viewer, now=now)
    found = Deficiency.objects.filter(state__in=OPEN_ITEMS, application__in=cases.values("pk"))
    ranked = found.values_list("code").annotate(n=Count("application_id", distinct=True)).order_by("-n", "code")
    about = (_about(selection, viewer), selection.tab, viewer.person_id if selection.tab == "mine" else 0)
    return remember("codes", about, lambda: list(ranked), size=lambda _ranked: total)


def _groups(found: QuerySet[Application], now: datetime) -> list[Group]:
    grouped = found.annotate(
        amount_band=_amount_band(), age_band=_age_band(now), is_late=_whether(Q(due_at__lt=now))
    ).values_list(*Group._fields[:-1])
    return [Group(*row) for row in grouped.annotate(Count("pk")).order_by()]


def _whether(condition: Q) -> Case:
    return Case(When(condition, then=Value(True)), default=Value(False), output_field=BooleanField())  # noqa: FBT003 - SQL


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
