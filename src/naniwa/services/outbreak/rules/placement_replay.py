"""Plays a wave again: the same people and beds under three ways of giving beds, compared by hours past the deadline.

Only the daily cases and the secured beds are real; who needs what, for how long and by when is drawn from
`Assumptions`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random

import numpy as np

from naniwa.library.periods import TOKYO
from naniwa.services.outbreak.rules.placement import MILD, MODERATE, SEVERE, Place, Pool, Table, Waiting, assigned

STEP = timedelta(hours=6)
GIVES_UP = timedelta(days=10)
"""Who has waited so long is past needing a bed; the hours until then count."""

type Strategy = Callable[[Table], Mapping[int, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumptions:
    """By severity: the share of cases, days in the bed, hours to the deadline, and the lowest and highest score."""

    shares: Mapping[str, float]
    days: Mapping[str, int]
    deadlines: Mapping[str, int]
    scores: Mapping[str, tuple[int, int]]
    dialysis: float
    rooms: int
    facilities: Mapping[str, int]
    seed: int


@dataclass(frozen=True, slots=True)
class Day:
    """What is known of a day: cases, and beds secured for severe and for other cases."""

    day: date
    cases: int
    severe: int
    moderate: int


@dataclass(slots=True)
class Outcome:
    """Of one strategy; hours are past the deadline, by severity, with one entry for each person."""

    hours: dict[str, list[float]] = field(default_factory=dict)
    without: int = 0
    minutes: list[float] = field(default_factory=list)
    waiting: list[int] = field(default_factory=list)


def nearest_first(table: Table) -> dict[int, int]:
    """Whoever asked first is given the nearest safe bed that is left."""
    return _one_by_one(table, range(len(table.people)), table.minutes)


def greedy(table: Table) -> dict[int, int]:
    """Whoever it would cost most to wait comes first, and is given the bed that costs least."""
    order = np.argsort(-table.waits, kind="stable")
    return _one_by_one(table, [int(row) for row in order], table.costs)


STRATEGIES: Mapping[str, Strategy] = {"nearest_first": nearest_first, "greedy": greedy, "matching": assigned}


def _one_by_one(
    table: Table, order: Sequence[int], costs: "np.ndarray[tuple[int, int], np.dtype[np.float64]]"
) -> dict[int, int]:
    free = np.asarray([pool.free for pool in table.pools])
    found: dict[int, int] = {}
    for row in order:
        here = np.where(table.allowed[row] & (free > 0), costs[row], np.inf)
        column = int(here.argmin())
        if np.isfinite(here[column]):
            found[row] = column
            free[column] -= 1
    return found


def people(
    days: Sequence[Day], places: Sequence[tuple[Place, int]], told: Assumptions
) -> list[tuple[datetime, Waiting]]:
    """Everybody who needs a bed with the moment of asking, in that order; the same for every strategy."""
    draw = Random(told.seed)  # noqa: S311 - a simulation
    homes, weights = [place for place, _weight in places], [weight for _place, weight in places]
    kinds, shares = list(told.shares), list(told.shares.values())
    found = []
    for one in days:
        for number in range(one.cases):
            kind = draw.choices([*kinds, ""], [*shares, 1 - sum(shares)])[0]
            asked = datetime.combine(one.day, time(), TOKYO) + STEP * draw.randrange(4)
            place = draw.choices(homes, weights)[0]
            score, dialysis = draw.randint(*told.scores.get(kind, (0, 0))), draw.random() < told.dialysis
            if kind:
                needs = frozenset({"dialysis"}) if dialysis and kind != "mild" else frozenset[str]()
                deadline = asked + timedelta(hours=told.deadlines[kind])
                key = f"{one.day}-{number}"
                found.append(
                    (asked, Waiting(key=key, severity=kind, score=score, deadline=deadline, place=place, needs=needs))
                )
    return sorted(found, key=lambda pair: pair[0])


class Wards:
    """Beds over all facilities: how many there are today, and until when each is taken."""

    def __init__(self, places: Sequence[Place], told: Assumptions) -> None:
        draw = Random(told.seed + 1)  # noqa: S311 - a simulation
        self.told = told
        self.beds = [bed for bed in (SEVERE, MODERATE, MILD) for _at in range(told.facilities[bed])]
        self.places = [draw.choice(places) for _bed in self.beds]
        self.dialysis = [at % 10 == 0 for at in range(len(self.beds))]
        self.taken: list[list[datetime]] = [[] for _bed in self.beds]

    def pools(self, day: Day, now: datetime) -> list[Pool]:
        """Those who are well have left; beds of the day are spread evenly over the facilities."""
        self.taken = [[until for until in one if until > now] for one in self.taken]
        totals = {SEVERE: day.severe, MODERATE: day.moderate, MILD: self.told.rooms}
        order = dict.fromkeys(totals, 0)
        found = []
        for at, bed in enumerate(self.beds):
            facilities = self.told.facilities[bed]
            staffed = totals[bed] // facilities + (order[bed] < totals[bed] % facilities)
            order[bed] += 1
            offers = frozenset({"dialysis"}) if self.dialysis[at] else frozenset[str]()
            free = max(staffed - len(self.taken[at]), 0)
            found.append(Pool(key=str(at), bed=bed, free=free, staffed=staffed, place=self.places[at], offers=offers))
        return found


def replay(
    days: Sequence[Day], places: Sequence[tuple[Place, int]], told: Assumptions, strategy: Strategy
) -> Outcome:  # fmt: skip
    """The whole wave under one strategy, in steps of six hours."""
    asking, wards, done = people(days, places, told), Wards([place for place, _weight in places], told), Outcome()
    queue: list[tuple[datetime, Waiting]] = []
    for day in days:
        for step in range(4):
            now = datetime.combine(day.day, time(), TOKYO) + STEP * step
            while asking and asking[0][0] <= now:
                queue.append(asking.pop(0))
            queue = _round(queue, wards, day, now, strategy, done)
        done.waiting.append(len(queue))
    end = datetime.combine(days[-1].day, time(), TOKYO) + timedelta(days=1)
    for _asked, person in queue:
        _note(done, person, end)
        done.without += 1
    return done


def _round(  # noqa: PLR0917 - one step of a simulation
    queue: list[tuple[datetime, Waiting]], wards: Wards, day: Day, now: datetime, strategy: Strategy, done: Outcome
) -> list[tuple[datetime, Waiting]]:
    pools = wards.pools(day, now)
    table = Table([person for _asked, person in queue], pools, now=now)
    found = strategy(table) if queue and any(pool.free for pool in pools) else {}
    left = []
    for row, (asked, person) in enumerate(queue):
        if row in found:
            wards.taken[found[row]].append(now + timedelta(days=wards.told.days[person.severity]))
            done.minutes.append(float(table.minutes[row, found[row]]))
            _note(done, person, now)
        elif now - asked >= GIVES_UP:
            done.without += 1
            _note(done, person, now)
        else:
            left.append((asked, person))
    return left


def _note(done: Outcome, person: Waiting, at: datetime) -> None:
    late = max((at - person.deadline) / timedelta(hours=1), 0.0)
    done.hours.setdefault(person.severity, []).append(late)
