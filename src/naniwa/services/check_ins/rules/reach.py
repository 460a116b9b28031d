"""How many alerts a scheme brings about: its levers in, expected alerts out, and what each lever would change.

A mean-field reckoning: visits are independent of one another but for a share of cases that come in clusters, who were
at one venue together. It is no forecast; it says which lever matters, and by how much.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from math import exp, expm1, factorial
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """A scheme of check-ins over a time. Shares are from 0 to 1, delays are days.

    `threshold` is the highest: venues have thresholds from 1 to it, as many of each. `present` is which share of those
    who check in at a venue on a day are there at one time, and `crowding` how many times as many check in at the venue
    where somebody is found as at an average one. `clustered` is the share of cases that were infected together,
    `cluster` of them at a time; `useful_within` is how long after a meeting an alert still keeps anybody from
    infecting others.
    """

    posters: int
    check_ins_a_poster: float
    days: int
    cases: int
    population: int
    infectious_days: float
    reporting: float
    threshold: int
    delay: float
    useful_within: float
    present: float = 0.3
    crowding: float = 10.0
    clustered: float = 0.2
    cluster: int = 4


@dataclass(frozen=True, slots=True)
class Reach:
    """Over the whole time: cases whose visits become known, meetings that reach the threshold, mails, useful mails."""

    known_cases: float
    meetings: float
    mails: float
    useful: float


@dataclass(frozen=True, slots=True)
class Lever:
    """One lever moved alone: useful mails then, and how many times as many that is."""

    name: str
    before: float
    after: float
    useful: float
    times: float


THEN = Scheme(
    posters=52_000,
    check_ins_a_poster=0.25,
    days=210,
    cases=27_000,
    population=8_800_000,
    infectious_days=4,
    reporting=0.2,
    threshold=5,
    delay=6,
    useful_within=7,
)
"""Osaka from June to December 2020: 52,000 codes, 13,000 check-ins a day, reports left to the positive person, a
threshold of 1 to 5, a median of 6 days from onset to publication. The share who reported, the crowding and the clusters
are assumed; 0 to 6 mails are what was reported."""
MOVED = {"check_ins_a_poster": 2.5, "reporting": 0.8, "threshold": 1, "delay": 2.0, "posters": 104_000}
"""What could be had: ten times the take-up by one tap; the health centre asks each case; one case suffices; alerts
two days after the onset; twice the posters."""


def reach(scheme: Scheme) -> Reach:
    """Expected figures of a scheme."""
    a_person = scheme.posters * scheme.check_ins_a_poster / scheme.population
    visits = scheme.cases * scheme.reporting * a_person * scheme.infectious_days
    known = scheme.cases * scheme.reporting * (1 - exp(-a_person * scheme.infectious_days))
    thresholds = range(1, scheme.threshold + 1)
    found = [_alone(scheme, visits, one) + _clustered(scheme, a_person, one) for one in thresholds]
    meetings = sum(found) / len(found)
    mails = meetings * scheme.check_ins_a_poster * scheme.present * scheme.crowding
    return Reach(known, meetings, mails, mails * _in_time(scheme))


def levers(scheme: Scheme, moved: dict[str, float] | None = None) -> list[Lever]:
    """Each lever moved alone, the one that matters most first."""
    start = reach(scheme).useful
    found = []
    for name, value in (moved or MOVED).items():
        after = reach(with_values(scheme, {name: value})).useful
        found.append(Lever(name, getattr(scheme, name), value, after, after / start if start else 0.0))
    return sorted(found, key=lambda lever: -lever.useful)


def with_values(scheme: Scheme, given: dict[str, float]) -> Scheme:
    """The scheme with some figures of somebody's own."""
    kinds = {field.name: field.type for field in fields(scheme)}
    changed: dict[str, Any] = {name: int(value) if kinds[name] is int else value for name, value in given.items()}
    return replace(scheme, **changed)


def _alone(scheme: Scheme, visits: float, threshold: int) -> float:
    """Venue-days at which, by chance alone, as many known visits meet as the threshold asks."""
    places = scheme.posters * scheme.days / scheme.crowding
    rate = visits / places
    if threshold == 1:
        return places * -expm1(-rate)
    below = sum(exp(-rate) * rate**count / factorial(count) for count in range(threshold))
    return places * max(0.0, 1 - below)


def _clustered(scheme: Scheme, a_person: float, threshold: int) -> float:
    """Clusters of which enough members checked in and reported; with a threshold of one they are counted already."""
    if threshold == 1:
        return 0.0
    clusters = scheme.cases * scheme.clustered / scheme.cluster
    chance = min(1.0, a_person * scheme.infectious_days) * scheme.reporting
    return clusters * sum(_binomial(scheme.cluster, count, chance) for count in range(threshold, scheme.cluster + 1))


def _in_time(scheme: Scheme) -> float:
    """The share of mails that arrive while they still help: meetings lie evenly over the days before the alert."""
    return max(0.0, min(1.0, 1 - scheme.delay / scheme.useful_within))


def _binomial(of: int, count: int, chance: float) -> float:
    ways = factorial(of) // (factorial(count) * factorial(of - count))
    return ways * float(chance**count) * float((1 - chance) ** (of - count))


def median(values: Sequence[float]) -> float:
    return percentile(values, 0.5)


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least this share does not exceed. Raises IndexError where there is none."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, max(0, -(-int(share * 1000) * len(ordered) // 1000) - 1))]
