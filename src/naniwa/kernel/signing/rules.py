"""What is to be said of a signature, from the facts that were found."""

from collections.abc import Sequence
from enum import StrEnum


class Verdict(StrEnum):
    """Of one signature, or of a whole file."""

    GENUINE = "genuine"
    CHANGED = "changed"
    ADDED = "added"
    """What was signed is as it was, but something was put after it that nobody signed."""
    EXPIRED = "expired"
    """Unchanged, by a certificate of ours whose time is over."""
    STRANGER = "stranger"
    """Unchanged, by somebody whom we do not know."""
    UNSIGNED = "unsigned"


_WORST_FIRST = (Verdict.CHANGED, Verdict.ADDED, Verdict.STRANGER, Verdict.EXPIRED, Verdict.GENUINE)


def judge(*, intact: bool, whole: bool, trusted: bool, expired: bool) -> Verdict:
    """Whether it was changed comes first: whose a broken signature was says nothing."""
    if not intact:
        return Verdict.CHANGED
    if not trusted and not expired:
        return Verdict.STRANGER
    if not whole:
        return Verdict.ADDED
    return Verdict.EXPIRED if expired else Verdict.GENUINE


def overall(verdicts: Sequence[Verdict]) -> Verdict:
    """That of the whole file: its worst signature; without any it is unsigned."""
    return min(verdicts, key=_WORST_FIRST.index, default=Verdict.UNSIGNED)
