"""A published table: one line for each group, with what is too small to publish left out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from naniwa.library.suppression import protected

type Value = int | float

Measure = Literal["applications", "approved", "paid_yen", "days_to_decision"]


@dataclass(frozen=True, slots=True)
class Group:
    """What a line counts, in both languages; `code` is for machines."""

    code: str
    ja: str
    en: str


@dataclass(frozen=True, slots=True)
class Measured:
    """How many cases stand behind a value: an amount, a median (None of no case), or the count itself."""

    count: int
    value: Value | None


@dataclass(frozen=True, slots=True)
class Line:
    """`count` and `value` are None where they are hidden; `value` is also None where nothing was measured."""

    group: Group
    count: int | None
    value: Value | None

    @property
    def hidden(self) -> bool:
        return self.count is None


@dataclass(frozen=True, slots=True)
class Table:
    """The lines in their order, and the line of all together."""

    lines: tuple[Line, ...]
    total: Line

    @property
    def hides(self) -> bool:
        """Whether a count was too small to publish."""
        return self.total.hidden or any(line.hidden for line in self.lines)


ALL = Group("total", "合計", "Total")


def table(
    groups: Sequence[Group], measured: Mapping[str, Measured], whole: Measured, *, nothing: Value | None = 0
) -> Table:
    """Put the groups in their order and hide what is too small.

    `whole` is measured over all of them; `nothing` is the value of a group without a case.
    """
    found = [measured.get(group.code, Measured(0, nothing)) for group in groups]
    safe = protected([one.count for one in found])
    lines = [_line(*each) for each in zip(groups, safe.counts, found, strict=True)]
    return Table(tuple(lines), _line(ALL, safe.total, whole))


def alone(whole: Measured) -> Line:
    """The line of all together where there is no other."""
    return table([ALL], {ALL.code: whole}, whole).total


def _line(group: Group, count: int | None, measured: Measured) -> Line:
    return Line(group, count, None if count is None else measured.value)
