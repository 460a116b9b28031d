"""Which line of a provider's file is which entry of our ledger: decisions without a database, a clock or a request."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """How the two sides compare; the words are in models.statement."""

    MATCHED = "matched"
    MISSING_HERE = "missing_here"
    MISSING_THERE = "missing_there"
    OTHER_AMOUNT = "other_amount"


@dataclass(frozen=True, slots=True)
class Movement:
    """Money that moved on one side, by its row there: for which order, paid or given back, under which number."""

    pk: int
    order: str
    kind: str
    refund: str
    amount_yen: int


@dataclass(frozen=True, slots=True)
class Pair:
    """What both sides say of one movement; one of them may say nothing."""

    theirs: Movement | None
    ours: Movement | None

    @property
    def outcome(self) -> Outcome:
        if self.ours is None:
            return Outcome.MISSING_HERE
        if self.theirs is None:
            return Outcome.MISSING_THERE
        return Outcome.MATCHED if self.theirs.amount_yen == self.ours.amount_yen else Outcome.OTHER_AMOUNT


def pair(theirs: Iterable[Movement], ours: Iterable[Movement]) -> list[Pair]:
    """Each line with the entry of the same order, kind and number, and each entry that no line names.

    Of several that are alike, those of one amount find each other first: no entry stands for two lines.
    """
    left: dict[tuple[str, str, str], list[Movement]] = defaultdict(list)
    for one in ours:
        left[_key(one)].append(one)
    found, waiting = [], []
    for line in theirs:
        same = next((one for one in left[_key(line)] if one.amount_yen == line.amount_yen), None)
        if same is None:
            waiting.append(line)
            continue
        left[_key(line)].remove(same)
        found.append(Pair(line, same))
    for line in waiting:
        alike = left[_key(line)]
        found.append(Pair(line, alike.pop(0) if alike else None))
    return found + [Pair(None, one) for those in left.values() for one in those]


def _key(one: Movement) -> tuple[str, str, str]:
    """Orders are numbers of ours, however a program writes them."""
    return one.order.lower(), one.kind, one.refund
