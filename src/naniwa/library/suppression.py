"""Keeps small counts out of published tables, so that neither a cell nor a subtraction tells of a few people."""

from collections.abc import Sequence
from dataclasses import dataclass

LEAST = 5
"""The smallest count that is published; nought is, as it tells of nobody."""
TOGETHER = 2 * LEAST
"""What hidden cells must add up to, and the smallest total that is published."""


@dataclass(frozen=True, slots=True)
class Protected:
    """A row of counts with its total as they may be published; None is hidden."""

    counts: tuple[int | None, ...]
    total: int | None


def protected(counts: Sequence[int]) -> Protected:
    """Hide counts of 1 to 4, and their neighbours until the hidden ones cannot be told from the total.

    A neighbour is the next cell in the table's own order, never the smallest one left: a choice by size would itself
    tell the size. Where the whole row is fewer than 10, the total is hidden too.
    """
    total = sum(counts)
    if 0 < total < TOGETHER:
        return Protected(tuple(None if count else 0 for count in counts), None)
    hidden = _hidden(counts)
    return Protected(tuple(None if at in hidden else count for at, count in enumerate(counts)), total)


def _hidden(counts: Sequence[int]) -> set[int]:
    hidden = {at for at, count in enumerate(counts) if 0 < count < LEAST}
    if not hidden:
        return hidden
    first = min(hidden)
    after = [*range(first + 1, len(counts)), *range(first)]
    neighbours = [at for at in after if counts[at] and at not in hidden]
    while neighbours and (len(hidden) == 1 or sum(counts[at] for at in hidden) < TOGETHER):
        hidden.add(neighbours.pop(0))
    return hidden
