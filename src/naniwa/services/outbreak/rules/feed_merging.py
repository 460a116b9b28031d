"""How files of one feed stand to one another: an older one adds what the others do not tell, and corrects nothing."""

from collections.abc import Collection
from dataclasses import replace

from naniwa.services.outbreak.rules.feeds import Case, Read, Reason


def merged(read: Read, told: Case, known: Case | None) -> Case:
    """What a case is after this file: one without days of onset takes none away, one that fills adds nothing else."""
    if known is None or (read.tells_onset and not read.fills):
        return told
    onset = told.onset or known.onset
    return replace(known if read.fills else told, onset=onset)


def writing_order(read: Read) -> tuple[int, int]:
    """Cases of older files come before the others, so that these find the days of onset; figures after them."""
    return (0 if read.fills and read.cases else 1, 1 if read.fills else 0)


def pass_over_withdrawn(read: Read, listed: Collection[int]) -> None:
    """A number of an older file that the newer list has passed over was withdrawn since."""
    last = max(listed, default=0)
    if not read.fills:
        return
    gone = {one.number for one in read.cases if one.number < last and one.number not in listed}
    read.cases = [one for one in read.cases if one.number not in gone]
    for number in sorted(gone):
        read.reject(0, Reason.WITHDRAWN, str(number))
