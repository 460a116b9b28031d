"""How many are let in each second, by how busy the site is. Pure."""

from math import ceil

FASTEST, FIRST, SLOWEST = 10.0, 1.0, 0.1
"""People a second for each web process: at most, while nobody waits, and at least."""

FULL, BUSY, FREE = 8.0, 3.0, 1.5
"""Requests at work in a process, on the mean of some seconds, from which fewer are let in, and below which more."""

SLOWEST_AT_ONCE, SLOWER, FASTER = 0.9, 0.99, 1.005
"""What a second changes. Those let in send their files a minute later: who speeds up quickly lets in too many, and who
slows down quickly has nobody left when the files are done."""


def paced(rate: float, *, load: float, seconds: float) -> float:
    """The rate after `seconds` (at least one adjustment each second) under a load."""
    return min(FASTEST, max(SLOWEST, rate * float(_change(load) ** min(seconds, 3.0))))


def _change(load: float) -> float:
    """What one second changes."""
    if load > FULL:
        return SLOWEST_AT_ONCE
    if load > BUSY:
        return SLOWER
    return FASTER if load < FREE else 1.0


def minutes(place: int, *, per_second: float) -> int:
    """How long whoever has this place in the line still waits, in whole minutes, never less than one."""
    return max(1, ceil(place / max(per_second, SLOWEST) / 60))
