"""Who was at a venue at the same time, and which check-ins cannot be true."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby, pairwise
from uuid import UUID

from naniwa.library.periods import day_of

ELSEWHERE_WITHIN = timedelta(minutes=2)
"""Nobody is at two venues within so short a time: one of the check-ins was made from a picture of the code."""
MOST_A_DAY = 20
"""Venues that one person honestly visits in a day."""


@dataclass(frozen=True, slots=True, order=True)
class Visit:
    """One check-in of the case."""

    at: datetime
    venue: UUID


@dataclass(frozen=True, slots=True)
class Stay:
    """When the case was at a venue: `begins` to `ends`; `doubtful` where the check-ins contradict one another.

    Whoever came less than `length` before is taken to have been there still.
    """

    venue: UUID
    begins: datetime
    ends: datetime
    length: timedelta
    doubtful: bool = False


def doubtful(visits: Sequence[Visit]) -> frozenset[Visit]:
    """Check-ins at two venues at once, and all of a day with more venues than anybody visits."""
    found: set[Visit] = set()
    ordered = sorted(visits)
    for one, other in pairwise(ordered):
        if one.venue != other.venue and other.at - one.at < ELSEWHERE_WITHIN:
            found |= {one, other}
    for _day, each in groupby(ordered, key=lambda visit: day_of(visit.at)):
        there = list(each)
        if len({visit.venue for visit in there}) > MOST_A_DAY:
            found |= set(there)
    return frozenset(found)


def stays(visits: Iterable[Visit], stay: timedelta, wrong: frozenset[Visit] = frozenset()) -> list[Stay]:
    """The visits to one venue; check-ins that lie within one stay are one. `wrong` are doubtful ones."""
    found: list[Stay] = []
    for visit in sorted(visits):
        last = found[-1] if found else None
        if last and visit.at <= last.ends:
            found[-1] = Stay(last.venue, last.begins, visit.at + stay, stay, last.doubtful or visit in wrong)
        else:
            found.append(Stay(visit.venue, visit.at, visit.at + stay, stay, visit in wrong))
    return found


def days_of(stay: Stay) -> list[date]:
    """On which others checked in who were there meanwhile: its own day, and beyond midnight a neighbour."""
    first, last = day_of(stay.begins - stay.length), day_of(stay.ends - timedelta(microseconds=1))
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]
