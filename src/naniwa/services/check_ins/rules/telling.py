"""Who is told what: the decisions of a policy, which is data (definitions/policies)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Level = Literal["none", "watch", "named"]
Size = Literal["small", "medium", "large"]
KINDS = ("restaurant", "bar", "music", "sports", "shop", "hall", "school", "office", "event", "other")
SMALL_UP_TO, MEDIUM_UP_TO = 30, 300
"""People that a venue holds."""
RANK: dict[Level, int] = {"none": 0, "watch": 1, "named": 2}


@dataclass(frozen=True, slots=True)
class Threshold:
    """From how many cases at one venue at one time on people are told to watch their health, and the place is named.

    `kinds` and `sizes` say for which venues; empty stands for all.
    """

    kinds: frozenset[str]
    sizes: frozenset[str]
    watch: int
    named: int | None
    stay: timedelta

    def fits(self, kind: str, size: Size) -> bool:
        return (not self.kinds or kind in self.kinds) and (not self.sizes or size in self.sizes)


@dataclass(frozen=True, slots=True)
class Policy:
    """`before` and `after` are days around the onset that count as infectious; the first threshold that fits holds."""

    slug: str
    version: int
    before: int
    after: int
    thresholds: Sequence[Threshold]

    def threshold(self, kind: str, size: Size) -> Threshold:
        return next(one for one in self.thresholds if one.fits(kind, size))

    def level(self, kind: str, size: Size, cases: int) -> Level:
        """What people are told who were there with so many cases."""
        found = self.threshold(kind, size)
        if found.named is not None and cases >= found.named:
            return "named"
        return "watch" if cases >= found.watch else "none"

    def days(self, onset: date, *, today: date) -> tuple[date, date]:
        """First and last day on which the case may have infected others."""
        return onset - timedelta(days=self.before), min(onset + timedelta(days=self.after), today)


def size_of(capacity: int) -> Size:
    if capacity <= SMALL_UP_TO:
        return "small"
    return "medium" if capacity <= MEDIUM_UP_TO else "large"


def approvals_needed(levels: Sequence[Level]) -> int:
    """Naming a venue can ruin it: that takes two people beside the one who gave the code."""
    return 2 if "named" in levels else 1


def highest(levels: Sequence[Level]) -> Level:
    return max(levels, key=RANK.__getitem__, default="none")
