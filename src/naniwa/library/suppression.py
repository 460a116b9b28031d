"""Keeps small counts out of what is published: counts in whole steps, so that no subtraction tells of a few people.

A count is lowered to a multiple of five. Between two published counts, of two tables, of two days, of all and of a
part, there lie then either five cases and more, or a number from 0 to 4 that nobody can tell. Hiding the small cells
of a table and their neighbours is not enough: tomorrow's table less today's would tell of one case.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

LEAST = 5
"""The step: the smallest count that is published. Below it stands "fewer than five", nought too."""


def lowered(count: int, step: int = LEAST) -> int:
    """To a multiple of the step."""
    return count - count % step


@dataclass(frozen=True, slots=True)
class Rounded:
    """A total and the tables that each divide it, as they may be published; no table adds up to more than the total."""

    total: int
    tables: tuple[tuple[int, ...], ...]


def rounded(total: int, tables: Iterable[Sequence[int]], *, step: int = LEAST, at_most: int | None = None) -> Rounded:
    """Everything lowered to the step, and lower still where figures would tell of a cell when put side by side.

    A cell may lack up to 4 fifths of a step. Were nearly all of that found missing from a table, each of its cells
    would have to lack it; so nothing published says that more is missing than all cells but one may lack. `at_most` is
    the published total of cases that these are some of.
    """
    low = [[lowered(cell, step) for cell in cells] for cells in tables]
    ceilings = [sum(cells) + lowered(4 * max(len(cells) - 1, 0) * step // LEAST, step) for cells in low]
    published = min([lowered(total, step), *ceilings, *([] if at_most is None else [lowered(at_most, step)])])
    return Rounded(published, tuple(tuple(_fitted(cells, published, step)) for cells in low))


def _fitted(cells: list[int], total: int, step: int) -> list[int]:
    """The largest cells lowered further until they fit into the total."""
    while sum(cells) > total:
        cells[cells.index(max(cells))] -= step
    return cells


def step_of_money(largest: int) -> int:
    """Five of the largest single amount or more, in round yen (1, 2 or 5 times a power of ten): a sum in such steps
    tells no more of a few payments than a count in fives.
    """
    wanted, power = LEAST * max(largest, 1), 1
    while power * 10 <= wanted:
        power *= 10
    return next(power * factor for factor in (1, 2, 5, 10) if power * factor >= wanted)
