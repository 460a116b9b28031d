"""Finds a bed for everybody who waits, all together: which beds are safe for whom, and which of them costs least.

What weighs more, weighs more than all that comes after it in one person's case:

1. an unsafe bed is never proposed, whatever else is said for it; nor is a bed for graver cases while these need it or
   may soon (`SPARE`), however late a lighter case may be;
2. hours past the deadline, were the person still to wait at the next round;
3. the score, so that of two who are as late the graver case comes first, and nobody waits for the sake of what follows;
4. a bed for graver cases than the person's is kept free for them;
5. travel;
6. balance: of two as near, the facility that is less full.

The sum over all people is made as small as it can be (a minimum-cost matching), so that somebody may be given the
second best bed where another person has no other.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

type Place = tuple[float, float]
"""Latitude and longitude in degrees."""
type Matrix = NDArray[np.float64]

SEVERE, MODERATE, MILD, OXYGEN = "severe", "moderate", "mild", "oxygen"
"""Classes of beds: intensive care; a ward; a room of a hotel; a place with oxygen until a bed is found."""
CLASSES = (SEVERE, MODERATE, OXYGEN, MILD)
SAFE: Mapping[str, Mapping[str, int]] = {
    "severe": {SEVERE: 0},
    "moderate_2": {MODERATE: 0, SEVERE: 1, OXYGEN: 2},
    "moderate_1": {MODERATE: 0, OXYGEN: 1, SEVERE: 2},
    "mild": {MILD: 0, MODERATE: 1},
    "none": {MILD: 0, MODERATE: 1},
    "unknown": {MODERATE: 0},
}
"""Classes that are safe for a severity, with steps away from the one that fits; who is not known goes to a ward."""
NEEDS = ("paediatric", "obstetric", "dialysis", "psychiatric", "ventilator", "ecmo")
"""What a person may need, and a pool may offer."""
ONLY = frozenset({"paediatric", "obstetric", "psychiatric"})
"""Pools that offer this are for those who need it."""
TOO_HIGH_FOR_A_ROOM = 5
"""From this score on nobody goes where no nurse is at the bedside (of the example score; a doctor approves it)."""

SPARE = 0.25
"""Share of the staffed beds of a class that stays free for whom the class fits. Played over spring 2021, with none the
gravest waited longer than by the nearest bed, and with more everybody else did (decision 43). A doctor approves it."""
ROUND = timedelta(hours=6)
"""By when somebody without a bed is looked at again at the latest."""
HOUR_LATE, POINT, STEP, MINUTE, FULLNESS = 1e7, 1e5, 1e4, 10.0, 1.0
"""What one hour past the deadline, one point, one step between classes, one minute and one per cent in use weigh."""
MOST_MINUTES, MOST_HOURS = 240.0, 1_000.0
KILOMETRES_AN_HOUR, DETOUR = 30.0, 1.3
"""Of an ambulance or a taxi through towns: an assumption, as is the way longer than the straight line."""
_DEGREE = 111.19


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Somebody who waits for a bed; `severity` is a key of `SAFE`."""

    key: str
    severity: str
    score: int
    deadline: datetime
    place: Place
    needs: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool:
    """Beds of one class in one facility; `free` of `staffed` can be given now."""

    key: str
    bed: str
    free: int
    staffed: int
    place: Place
    offers: frozenset[str] = frozenset()

    @property
    def in_use(self) -> float:
        """Per cent, once one more bed is given."""
        return 100.0 * (self.staffed - self.free + 1) / self.staffed if self.staffed else 100.0


@dataclass(frozen=True, slots=True)
class Choice:
    """One pool for one person, with what speaks for and against it."""

    pool: Pool
    steps: int
    minutes: int
    in_use: int


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The pool that is proposed, or None; `next_best` is what the person would be given if that were not there.

    `hours_late` is past the deadline now, and negative before it. `safe` counts pools that would be safe, `open` those
    of them with a bed left.
    """

    person: Waiting
    choice: Choice | None
    next_best: Choice | None
    hours_late: float
    safe: int
    open: int


class Table:
    """Costs of all people (rows) and pools (columns): infinite where a bed is unsafe."""

    def __init__(self, people: Sequence[Waiting], pools: Sequence[Pool], *, now: datetime) -> None:
        self.people, self.pools, self.now = people, pools, now

    @cached_property
    def minutes(self) -> Matrix:
        """Travel, about."""
        here, there = _places(self.people), _places(self.pools)
        north = (there[None, :, 0] - here[:, None, 0]) * _DEGREE
        middle = np.radians((there[None, :, 0] + here[:, None, 0]) / 2)
        east = (there[None, :, 1] - here[:, None, 1]) * _DEGREE * np.cos(middle)
        return np.minimum(np.hypot(north, east) * DETOUR / KILOMETRES_AN_HOUR * 60, MOST_MINUTES)

    @cached_property
    def steps(self) -> Matrix:
        """Steps from the class that fits; infinite where a bed is unsafe. People and pools alike share a line."""
        kinds, rows = _kinds(
            [(one.severity, one.needs, max(min(one.score, TOO_HIGH_FOR_A_ROOM), 0)) for one in self.people]
        )
        wards, columns = _kinds([(one.bed, one.offers) for one in self.pools])
        small = [[steps_between(*kind, *ward) for ward in wards] for kind in kinds]
        found = np.asarray(small, dtype=np.float64).reshape(len(kinds), len(wards))[np.ix_(rows, columns)]
        kept = np.asarray([one.bed in self.kept for one in self.pools], dtype=np.bool_)
        found[(found > 0) & kept[None, :]] = np.inf
        return found

    @cached_property
    def kept(self) -> frozenset[str]:
        """Classes of which no bed is left over for others than those whom they fit: who wait now, or may soon."""
        free, staffed = Counter[str](), Counter[str]()
        for pool in self.pools:
            free[pool.bed] += pool.free
            staffed[pool.bed] += pool.staffed
        fit = Counter(bed for one in self.people for bed, steps in SAFE[one.severity].items() if not steps)
        return frozenset(bed for bed in free if fit[bed] + staffed[bed] * SPARE >= free[bed])

    @cached_property
    def allowed(self) -> NDArray[np.bool_]:
        """Where a bed is safe."""
        return np.isfinite(self.steps)

    @cached_property
    def waits(self) -> Matrix:
        """What it costs that a person gets nothing in this round."""
        late = [(self.now + ROUND - one.deadline) / timedelta(hours=1) for one in self.people]
        hours = np.clip(np.asarray(late, dtype=np.float64), 0, MOST_HOURS)
        points = np.asarray([max(one.score, 0) + 1 for one in self.people], dtype=np.float64)
        return hours * HOUR_LATE + points * POINT

    @cached_property
    def costs(self) -> Matrix:
        """Of each safe bed."""
        full = np.asarray([one.in_use for one in self.pools], dtype=np.float64)
        return self.steps * STEP + self.minutes * MINUTE + full[None, :] * FULLNESS

    def choice(self, row: int, column: int) -> Choice:
        pool = self.pools[column]
        return Choice(pool, int(self.steps[row, column]), round(self.minutes[row, column]), round(pool.in_use))

    def best(self, row: int) -> list[int]:
        """Columns with a bed left that are safe for this person, the best first."""
        order = np.argsort(self.costs[row], kind="stable")
        return [int(at) for at in order if self.allowed[row, at] and self.pools[at].free > 0]


def steps_between(severity: str, needs: frozenset[str], score: int, bed: str, offers: frozenset[str]) -> float:
    """Steps from the class of bed that fits; infinite where the bed is unsafe."""
    step = SAFE[severity].get(bed)
    if step is None or not needs <= offers or (offers & ONLY) - needs or (score >= TOO_HIGH_FOR_A_ROOM and bed == MILD):
        return float("inf")
    return float(step)


def assigned(table: Table) -> dict[int, int]:
    """Column of each row that is given a bed, all together at the least cost; each further bed fills its pool more."""
    seats = [(at, more) for at, pool in enumerate(table.pools) for more in range(min(pool.free, len(table.people)))]
    if not seats or not table.people:
        return {}
    from scipy.optimize import linear_sum_assignment  # noqa: PLC0415 - takes a second, and few processes match anybody

    columns = [at for at, _more in seats]
    fuller = np.asarray([100.0 * more / max(table.pools[at].staffed, 1) for at, more in seats]) * FULLNESS
    gains = np.where(table.allowed, table.costs - table.waits[:, None], 0.0)[:, columns]
    np.add(gains, fuller, out=gains, where=gains < 0)
    pairs = zip(*linear_sum_assignment(gains), strict=True)
    return {int(row): columns[seat] for row, seat in pairs if table.allowed[row, columns[seat]]}


def suggestions(people: Sequence[Waiting], pools: Sequence[Pool], *, now: datetime) -> list[Suggestion]:
    """For each person, in the order given."""
    table = Table(people, pools, now=now)
    if not pools or not people:
        return [Suggestion(one, None, None, _hours(now, one), 0, 0) for one in people]
    found = assigned(table)
    return _suggested(table, found)


def _suggested(table: Table, found: Mapping[int, int]) -> list[Suggestion]:
    free = np.asarray([pool.free > 0 for pool in table.pools], dtype=np.bool_)
    left = table.allowed & free[None, :]
    others = np.where(left, table.costs, np.inf)
    for row, column in found.items():
        others[row, column] = np.inf
    second = others.argmin(axis=1)
    safe, opened = table.allowed.sum(axis=1), left.sum(axis=1)
    return [
        Suggestion(
            person=person,
            choice=table.choice(row, found[row]) if row in found else None,
            next_best=table.choice(row, int(second[row])) if np.isfinite(others[row, second[row]]) else None,
            hours_late=_hours(table.now, person),
            safe=int(safe[row]),
            open=int(opened[row]),
        )
        for row, person in enumerate(table.people)
    ]


def _hours(now: datetime, person: Waiting) -> float:
    return round((now - person.deadline) / timedelta(hours=1), 1)


def ranked(person: Waiting, pools: Sequence[Pool], *, now: datetime, limit: int = 10) -> list[Choice]:
    """Every safe bed for one person, as if nobody else waited, the best first."""
    table = Table([person], pools, now=now)
    return [table.choice(0, column) for column in table.best(0)[:limit]] if pools else []


def _places(found: Sequence[Waiting] | Sequence[Pool]) -> Matrix:
    return np.asarray([one.place for one in found], dtype=np.float64).reshape(len(found), 2)


def _kinds[K](every: Sequence[K]) -> tuple[list[K], list[int]]:
    """The different ones, and for each the number of its kind."""
    known = {one: at for at, one in enumerate(dict.fromkeys(every))}
    return list(known), [known[one] for one in every]
