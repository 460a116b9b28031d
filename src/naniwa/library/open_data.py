"""Tables of figures: exact for those who may see the cases, and as they are published."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial
from typing import Literal

from naniwa.library.suppression import LEAST, rounded
from naniwa.library.yen import split

type Value = int | float
type Shares = Mapping[Literal["prefecture", "municipality"], Fraction]

Measure = Literal[
    "applications", "approved", "paid_yen", "reclaimed_yen", "days_to_decision", "deficiency_rate", "days_by_stage"
]

BESIDE = 5
"""Cases that must lie on either side of a published median or 90th percentile."""
ENOUGH = (2 * BESIDE, 10 * BESIDE)
"""So many cases must stand behind a median, and behind a 90th percentile."""


@dataclass(frozen=True, slots=True)
class Column:
    """One figure of a line, named for machines and in both languages."""

    key: str
    ja: str
    en: str


COLUMNS: Mapping[Measure, tuple[Column, ...]] = {
    "applications": (Column("applications", "申請件数", "Applications"),),
    "approved": (Column("approved", "支給決定の件数", "Approved"),),
    "paid_yen": (
        Column("paid", "支給件数", "Paid"),
        Column("paid_yen", "支給額（円）", "Amount paid (yen)"),
        Column("prefecture_yen", "うち都道府県の負担（円）", "Borne by the prefecture (yen)"),
        Column("municipality_yen", "うち市町村の負担（円）", "Borne by the municipality (yen)"),
    ),
    "reclaimed_yen": (
        Column("reclaimed", "返還を求めた件数", "Claimed back"),
        Column("reclaimed_yen", "返還を求めた額（円）", "Amount claimed back (yen)"),
    ),
    "days_to_decision": (Column("median_days", "日数の中央値", "Median days"),),
    "deficiency_rate": (
        Column("deficient", "不備のあった申請", "Applications with it"),
        Column("per_cent", "申請に占める割合（%）", "Share of applications (%)"),
    ),
    "days_by_stage": (
        Column("median_days", "中央値（日）", "Median (days)"),
        Column("p90_days", "90パーセンタイル（日）", "90th percentile (days)"),
    ),
}
DRAWN: Mapping[Measure, int] = {"paid_yen": 1, "reclaimed_yen": 1, "deficiency_rate": 1}
"""The column that is drawn, where it is not the first."""
YEN: frozenset[Measure] = frozenset({"paid_yen", "reclaimed_yen"})
DAYS: frozenset[Measure] = frozenset({"days_to_decision", "days_by_stage"})


@dataclass(frozen=True, slots=True)
class Group:
    """What a line counts, in both languages; `code` is for machines."""

    code: str
    ja: str
    en: str


@dataclass(frozen=True, slots=True)
class Measured:
    """Cases of a group, their yen, and their days: median and 90th percentile."""

    count: int = 0
    yen: int = 0
    days: tuple[float | None, ...] = (None, None)


@dataclass(frozen=True, slots=True)
class Line:
    """One figure for each column; None where nothing was measured, or where it is `hidden`."""

    group: Group
    figures: tuple[Value | None, ...]
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """The lines in their order, and the line of all together; `step_yen` is what sums are rounded down to."""

    measure: Measure
    lines: tuple[Line, ...]
    total: Line | None
    step_yen: int = 1

    @property
    def columns(self) -> tuple[Column, ...]:
        return COLUMNS[self.measure]

    @property
    def hides(self) -> bool:
        """Whether a figure was too small to publish."""
        return any(line.hidden for line in self.every)

    @property
    def every(self) -> tuple[Line, ...]:
        """The lines and the total."""
        return (*self.lines, self.total) if self.total else self.lines

    def drawn(self, line: Line) -> Value | None:
        """The figure of a line that a picture shows."""
        return line.figures[DRAWN.get(self.measure, 0)]


ALL = Group("total", "合計", "Total")
ELSEWHERE = Group("elsewhere", "府外・不明", "Elsewhere or unknown")


@dataclass(frozen=True, slots=True)
class Counted:
    """Exact figures; `divides` says that each case stands in one group, so that the groups add up to `whole`.

    `of` is how many applications a rate is of.
    """

    measure: Measure
    groups: tuple[Group, ...]
    measured: tuple[Measured, ...]
    whole: Measured
    divides: bool = True
    of: int = 0
    shares: Shares | None = None


def exact(counted: Counted) -> Table:
    """For those who may see each case."""
    lines = [_line(counted, group, one) for group, one in zip(counted.groups, counted.measured, strict=True)]
    return Table(counted.measure, tuple(lines), _total(counted, lines, few=False))


def published(counted: Counted, *, step_yen: int) -> Table:
    """For everybody: all of it as `publishable` gives it; what is nought then stands for a few, and is hidden."""
    lines = [_line(counted, group, one, few=True) for group, one in zip(counted.groups, counted.measured, strict=True)]
    return Table(counted.measure, tuple(lines), _total(counted, lines, few=True), step_yen)


def publishable(
    whole: Measured,
    tables: Sequence[Sequence[Measured]],
    *,
    step_yen: int,
    at_most: int | None = None,
    at_most_yen: int | None = None,
) -> tuple[Measured, list[tuple[Measured, ...]]]:
    """All cases together and the tables that divide them: counts in fives, yen in steps of five payments.

    `at_most` and `at_most_yen` are published of the cases that these are some of.
    """
    counts = rounded(whole.count, [[one.count for one in cells] for cells in tables], at_most=at_most)
    sums = rounded(
        whole.yen,
        [[one.yen for one in cells] for cells in tables],
        step=step_yen,
        at_most=min([_money(counts.total, step_yen), *([] if at_most_yen is None else [at_most_yen])]),
    )
    cells = [
        tuple(map(partial(_shown, step_yen=step_yen), exact, counts.tables[at], sums.tables[at]))
        for at, exact in enumerate(tables)
    ]
    return _shown(whole, counts.total, sums.total, step_yen=step_yen), cells


def _shown(exact: Measured, count: int, yen: int, *, step_yen: int) -> Measured:
    """Days only where enough cases stand behind them."""
    days = tuple(day if count >= enough else None for day, enough in zip(exact.days, ENOUGH, strict=True))
    return Measured(count, min(yen, _money(count, step_yen)), days)


def _money(count: int, step_yen: int) -> int:
    """No sum says that there were more payments than the count beside it."""
    return count // LEAST * step_yen


def alone(one: Measured, *, within: int) -> Measured:
    """One group of a table whose groups overlap, all of them among `within` published cases."""
    clipped = replace(one, count=clipped_to(one.count, within))
    return publishable(clipped, [], step_yen=1)[0]


def clipped_to(exact: int, published: int, step: int = LEAST) -> int:
    """No more than may stand behind the published figure of the cases that these are some of."""
    return min(exact, published + step - 1)


def headline(measure: Measure, one: Measured, *, few: bool = False) -> Line:
    """All together as one figure."""
    figures: dict[Measure, Value | None] = {**dict.fromkeys(YEN, one.yen), "days_to_decision": one.days[0]}
    value = figures.get(measure, one.count)
    hidden = few and (value is None or value == 0)
    return Line(ALL, (None if hidden else value,), hidden)


def _line(counted: Counted, group: Group, one: Measured, *, few: bool = False, outside: int = 0) -> Line:
    found = _figures(counted, one, outside=one.yen if group == ELSEWHERE else outside)
    if few and counted.measure not in DAYS:  # nought stands for a few
        found = tuple((value or None) if one.count >= LEAST else None for value in found)
    return Line(group, found, few and None in found)


def _total(counted: Counted, lines: Sequence[Line], *, few: bool) -> Line | None:
    """None where a case may stand in several groups."""
    if not counted.divides:
        return None
    outside = 0
    if counted.measure == "paid_yen":
        outside = sum(int(line.figures[DRAWN["paid_yen"]] or 0) for line in lines if line.group == ELSEWHERE)
    return _line(counted, ALL, counted.whole, few=few, outside=outside)


def _figures(counted: Counted, one: Measured, *, outside: int) -> tuple[Value | None, ...]:
    if counted.measure == "paid_yen":
        borne = split(one.yen - outside, counted.shares).get("municipality", 0) if counted.shares else 0
        return one.count, one.yen, one.yen - borne, borne
    if counted.measure == "reclaimed_yen":
        return one.count, one.yen
    if counted.measure == "deficiency_rate":
        return one.count, round(100 * one.count / counted.of, 1) if counted.of else None
    if counted.measure in DAYS:
        return one.days[: len(COLUMNS[counted.measure])]
    return (one.count,)
