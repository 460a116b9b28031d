"""What the replay of the fourth wave assumes, and the days and places that it takes from the prefecture's own feed."""

import csv
from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path

from naniwa.services.outbreak.definitions.areas import towns
from naniwa.services.outbreak.rules.placement import MILD, MODERATE, SEVERE, Place
from naniwa.services.outbreak.rules.placement_replay import Assumptions, Day

FEED = Path(__file__).parent.parent / "data" / "osaka_stopcovid19"
RESULT = FEED.parent / "replay-2021.json"
SINCE, UNTIL = date(2021, 3, 1), date(2021, 6, 20)

ASSUMED = Assumptions(
    shares={"severe": 0.02, "moderate_2": 0.07, "moderate_1": 0.22, "mild": 0.25},
    days={"severe": 18, "moderate_2": 12, "moderate_1": 9, "mild": 8},
    deadlines={"severe": 6, "moderate_2": 24, "moderate_1": 48, "mild": 72},
    scores={"severe": (5, 14), "moderate_2": (4, 12), "moderate_1": (2, 10), "mild": (-1, 4)},
    dialysis=0.01,
    rooms=3_000,
    facilities={SEVERE: 40, MODERATE: 148, MILD: 12},
    seed=20_210_301,
)
"""No source tells these for the wave. With them beds are full in May as they were, and some 2,800 people wait on
2021-05-10, when 3,302 did."""


@cache
def days() -> Sequence[Day]:
    """2021-03-01 to 06-20: 55,318 cases, with the beds secured on each day."""
    severe, moderate = (_column(f"{kind}-bed-usage.csv", 1) for kind in ("severe", "mild-moderate"))
    cases = _column("summary.csv", 2)
    return tuple(Day(day, cases[day], severe[day], moderate[day]) for day in sorted(cases) if SINCE <= day <= UNTIL)


@cache
def places() -> Sequence[tuple[Place, int]]:
    """Municipalities, each with the cases that the feed told of there up to November 2020: where people live."""
    by_name = {town.name: town.place for town in towns().values()}
    counts = Counter(row[4] for row in _rows("patients.csv"))
    return tuple((place, counts[name]) for name, place in by_name.items() if counts[name])


def _column(file: str, number: int) -> dict[date, int]:
    return {date.fromisoformat(row[0]): int(row[number]) for row in _rows(file)}


def _rows(file: str) -> list[list[str]]:
    with (FEED / file).open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.reader(lines))[1:]
