"""How many are let in each second, by how busy the site is. Pure."""

from math import ceil

FASTEST, FIRST, SLOWEST = 10.0, 2.0, 0.1
"""People a second for each web process: at most, at the start and at least."""

BUSY, FREE = 0.4, 0.25
"""Shares of a process's places taken, over some seconds: above the first fewer are let in, below the second more."""

SLOWER, FASTER = 0.8, 0.05
"""What a second changes. Those let in send their files a minute later: who speeds up quickly lets in too many."""


def paced(rate: float, *, load: float, seconds: float) -> float:
    """The rate after `seconds` (at least one adjustment each second) under a load: down at once, up by and by."""
    if load > BUSY:
        return max(SLOWEST, rate * float(SLOWER ** min(seconds, 3.0)))
    if load < FREE:
        return min(FASTEST, rate + FASTER * seconds)
    return rate


def minutes(place: int, *, per_second: float) -> int:
    """How long whoever has this place in the line still waits, in whole minutes, never less than one."""
    return max(1, ceil(place / max(per_second, SLOWEST) / 60))
