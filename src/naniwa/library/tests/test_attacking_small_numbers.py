"""Attacks on what is published: totals, other tables of the same cases, two days, money, all at once.

Each looks for a twin: another set of cases that publishes the very same figures and differs in the number that is
attacked. Where every small number has one, no arithmetic gives it back, not even to one who knows the rule.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise, product
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from naniwa.library.open_data import Counted, Group, Measured, alone, clipped_to, publishable, published
from naniwa.library.suppression import LEAST, Rounded, lowered, rounded, step_of_money

TOWNS, DAYS, KINDS, AMOUNTS = 3, 2, 2, (500_000, 1_000_000)
STEP = step_of_money(max(AMOUNTS))


class Case(NamedTuple):
    """`paid_on` is 0 for a case that is not paid; a case of day 1 is there on both days of publication."""

    town: int
    day: int
    kind: int
    paid_on: int
    is_faulty: bool

    @property
    def yen(self) -> int:
        return AMOUNTS[self.kind]


ALL_KINDS = [
    Case(*one)
    for one in product(range(TOWNS), (1, 2), range(KINDS), (0, 1, 2), (False, True))
    if not 0 < one[3] < one[1]
]
type Cases = Counter[Case]
type Rule = Callable[["View"], object]


def in_fives(view: "View") -> object:
    """The rule of the library, put together as the queries do it."""
    whole, tables = publishable(Measured(view.count(view.any)), view.measured(), step_yen=STEP)
    limits = [one.count for one in tables[0]]
    paid = [Measured(clipped_to(view.count(view.paid, town), limits[town]), view.yen(town)) for town in range(TOWNS)]
    exact = Measured(view.count(view.paid), sum(one.yen for one in paid))
    faulty = alone(Measured(view.count(lambda case: case.is_faulty)), within=whole.count)
    return whole, tables, publishable(exact, [paid], step_yen=STEP, at_most=whole.count), faulty


def as_before(view: "View") -> object:
    """What was published until now: small cells and their neighbours hidden, all else exact."""
    count = view.count(view.any)
    paid = [view.count(view.paid, town) for town in range(TOWNS)]
    tables = [[one.count for one in cells] for cells in view.measured()]
    return (
        count if count >= 2 * LEAST else None,
        [hidden_with_neighbours(cells) for cells in [*tables, paid]],
        hidden_with_neighbours([view.count(lambda case: case.is_faulty)]),
    )


def hidden_with_neighbours(counts: list[int]) -> list[int | None]:
    hidden = {at for at, count in enumerate(counts) if 0 < count < LEAST}
    if hidden:
        first = min(hidden)
        after = [*range(first + 1, len(counts)), *range(first)]
        neighbours = [at for at in after if counts[at] and at not in hidden]
        while neighbours and (len(hidden) == 1 or sum(counts[at] for at in hidden) < 2 * LEAST):
            hidden.add(neighbours.pop(0))
    return [None if at in hidden else count for at, count in enumerate(counts)]


@dataclass(frozen=True)
class View:
    """What is published on a day: cases by town, day and kind; the paid by town with their yen; the faulty."""

    cases: Cases
    today: int

    def count(self, holds: Callable[[Case], bool], town: int | None = None) -> int:
        known = (pair for pair in self.cases.items() if pair[0].day <= self.today and town in {None, pair[0].town})
        return sum(n for case, n in known if holds(case))

    def any(self, _case: Case) -> bool:
        return True

    def paid(self, case: Case) -> bool:
        return 0 < case.paid_on <= self.today

    def yen(self, town: int) -> int:
        return sum(n * case.yen for case, n in self.cases.items() if case.town == town and self.paid(case))

    def measured(self) -> list[list[Measured]]:
        """By town, day and kind."""
        towns = [self.count(self.any, town) for town in range(TOWNS)]
        days = [self.count(lambda case, at=at: case.day == at) for at in range(1, self.today + 1)]  # type: ignore[misc] # its default
        kinds = [self.count(lambda case, at=at: case.kind == at) for at in range(KINDS)]  # type: ignore[misc] # its default
        return [[Measured(count) for count in counts] for counts in (towns, days, kinds)]


type Holds = Callable[[Case], bool]


def counting(holds: Holds, town: int | None = None) -> Callable[[Cases], int]:
    """Counts cases for which it holds, everywhere or in a town."""
    return lambda cases: sum(n for one, n in cases.items() if town in {None, one.town} and holds(one))


def attacked() -> dict[str, Callable[[Cases], int]]:
    """Numbers that an attacker would like to know: a cell, and every difference of two that are published."""
    known: dict[str, Holds] = {
        "received": lambda _case: True,
        "new": lambda case: case.day == 2,
        "not paid": lambda case: not case.paid_on,
        "paid since": lambda case: case.paid_on == 2,
        "paid the large amount": lambda case: case.paid_on > 0 and case.kind == 1,
    }
    found = {f"{name} in {town}": counting(holds, town) for name, holds in known.items() for town in range(TOWNS)}
    found |= {name: counting(known[name]) for name in ("new", "not paid")}
    faulty = counting(lambda case: case.is_faulty)
    return found | {"faulty": faulty, "sound": counting(lambda case: not case.is_faulty)}


ATTACKED = attacked()


def twins(cases: Cases) -> Iterator[Cases]:
    """Sets of cases near by: one more, one fewer, one that is another, two that trade an answer, two of these."""
    steps: list[tuple[Case | None, Case | None]] = [(None, one) for one in ALL_KINDS] + [(one, None) for one in cases]
    steps += [(one, other) for one in cases for other in ALL_KINDS if one != other]
    for step in steps:
        yield changed(cases, step)
    for one, other in product(cases, repeat=2):
        for name in Case._fields:
            traded = one._replace(**{name: getattr(other, name)}), other._replace(**{name: getattr(one, name)})
            if set(traded) <= set(ALL_KINDS):
                yield changed(changed(cases, (one, traded[0])), (other, traded[1]))
    for step, other_step in product(steps, repeat=2):
        yield changed(changed(cases, step), other_step)


def changed(cases: Cases, step: tuple[Case | None, Case | None]) -> Cases:
    fewer, more = step
    found = Counter(cases)
    if fewer:
        found[fewer] -= 1
    if more:
        found[more] += 1
    return found


def given_back(cases: Cases, rule: Rule) -> set[str]:
    """Small numbers that no twin leaves in doubt."""

    def told(one: Cases) -> object:
        return rule(View(one, 1)), rule(View(one, 2))

    published_now = told(cases)
    exact = {name: count(cases) for name, count in ATTACKED.items()}
    wanted = {name for name, count in exact.items() if 0 < count < LEAST}
    for twin in twins(cases):
        if not wanted:
            break
        if min(twin.values(), default=0) < 0:
            continue
        differing = {name for name in wanted if ATTACKED[name](twin) != exact[name]}
        if differing and told(twin) == published_now:
            wanted -= differing
    return wanted


CASES = st.lists(st.sampled_from(ALL_KINDS), max_size=40).map(Counter)


@settings(max_examples=25, deadline=None, derandomize=True)
@given(CASES)
def test_no_small_number_is_given_back_by_any_other(cases: Cases) -> None:
    assert given_back(cases, in_fives) == set()


@pytest.mark.parametrize(
    ("cases", "leaked"),
    [
        # yesterday's table less today's tells of one new case
        (
            {
                Case(0, 1, 0, 0, is_faulty=False): 20,
                Case(1, 1, 1, 0, is_faulty=False): 20,
                Case(0, 2, 0, 0, is_faulty=False): 1,
            },
            "new in 0",
        ),
        # the received less the paid tell of those that are not paid
        (
            {
                Case(0, 1, 0, 1, is_faulty=False): 20,
                Case(1, 1, 1, 1, is_faulty=False): 20,
                Case(0, 1, 0, 0, is_faulty=False): 2,
            },
            "not paid in 0",
        ),
        # all less the faulty tell of the sound
        (
            {
                Case(0, 1, 0, 0, is_faulty=True): 20,
                Case(1, 1, 1, 0, is_faulty=True): 20,
                Case(0, 1, 0, 0, is_faulty=False): 3,
            },
            "sound",
        ),
    ],
)
def test_hiding_small_cells_and_their_neighbours_was_not_enough(cases: dict[Case, int], leaked: str) -> None:
    assert leaked in given_back(Counter(cases), as_before)
    assert given_back(Counter(cases), in_fives) == set()


ROWS = st.lists(st.integers(0, 30), min_size=1, max_size=45)


@settings(max_examples=300, deadline=None)
@given(ROWS, st.data())
def test_beside_a_total_each_cell_may_still_hold_any_of_five_counts(counts: list[int], data: st.DataObject) -> None:
    """For any cell and any of the five counts behind its figure there is a row that publishes the same."""
    at = data.draw(st.integers(0, len(counts) - 1))
    told = rounded(sum(counts), [counts])
    for hidden in range(LEAST):
        assert any(rounded(sum(row), [row]) == told for row in _rows(counts, at, lowered(counts[at]) + hidden)), (
            counts,
            at,
            hidden,
        )


def _rows(counts: list[int], at: int, count: int) -> Iterator[list[int]]:
    """Rows with this count in the cell whose other cells lack little, then more, of a step."""
    base = [lowered(one) for one in counts]
    base[at] = count
    others = [other for other in range(len(counts)) if other != at]
    for lacking in range(4 * len(others) + 1):
        row = list(base)
        for order, other in enumerate(others):
            row[other] += min(4, max(0, lacking - 4 * order))
        yield row


def test_a_total_is_lower_where_it_would_tell_that_each_cell_lacks_four() -> None:
    assert rounded(20, [[4, 4, 4, 4, 4]]).total == 15
    assert rounded(20, [[20]]).total == 20
    assert rounded(24, [[4, 20]]).total == 20


def test_no_table_tells_more_than_another_can_bear() -> None:
    """Eight on the one day would tell of four of either kind."""
    assert rounded(8, [[8], [4, 4]]) == Rounded(0, ((0,), (0, 0)))


@given(st.lists(st.sampled_from(AMOUNTS), min_size=25, max_size=60))
def test_a_sum_moves_at_most_once_in_five_payments(paid: list[int]) -> None:
    sums = [lowered(sum(paid[:at]), STEP) for at in range(len(paid) + 1)]
    moves = [at for at in range(1, len(sums)) if sums[at] != sums[at - 1]]
    assert min(later - earlier for earlier, later in pairwise(moves)) >= LEAST


@pytest.mark.parametrize(
    ("largest", "step"), [(0, 5), (1, 5), (1_000_000, 5_000_000), (500_000, 5_000_000), (30_000, 200_000)]
)
def test_money_goes_in_round_steps_of_five_payments(largest: int, step: int) -> None:
    assert step_of_money(largest) == step


def test_what_is_rounded_away_is_hidden_and_shares_are_of_the_published_sum() -> None:
    groups = (Group("a", "甲", "A"), Group("b", "乙", "B"))
    cells = (Measured(12, 9_000_000), Measured(3, 1_500_000))
    whole, [shown] = publishable(Measured(15, 10_500_000), [cells], step_yen=STEP)
    half = Fraction(1, 2)
    counted = Counted("paid_yen", groups, shown, whole, shares={"prefecture": half, "municipality": half})
    found = published(counted, step_yen=STEP)
    assert [line.figures for line in found.lines] == [(10, 5_000_000, 2_500_000, 2_500_000), (None, None, None, None)]
    assert found.total is not None
    assert found.total.figures[:2] == (10, 5_000_000)
    assert found.hides


def test_a_percentile_needs_five_cases_on_either_side() -> None:
    groups = tuple(Group(str(count), "", "") for count in (9, 10, 49, 50))
    cells = tuple(alone(Measured(count, days=(3.0, 9.0)), within=1000) for count in (9, 10, 49, 50))
    found = published(Counted("days_by_stage", groups, cells, Measured(), divides=False), step_yen=1)
    assert [line.figures for line in found.lines] == [(None, None), (3.0, None), (3.0, None), (3.0, 9.0)]
