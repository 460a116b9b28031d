"""The list beside an open case, and which case comes next."""

from dataclasses import dataclass
from datetime import datetime

from naniwa.services.procedures.models import Application
from naniwa.services.procedures.queries.queue import Listed, listed, stretch
from naniwa.services.procedures.queries.selecting import Selection, resolved
from naniwa.services.procedures.queries.viewing import Viewer

LOOKED_THROUGH = 400
BEFORE, AFTER = 3, 12


@dataclass(frozen=True, slots=True)
class Around:
    """A stretch of the list with the case in it; a case that left the list leads on to its first."""

    cases: list[Listed]
    previous: str
    next: str


def around(case: Application, selection: Selection, *, viewer: Viewer, now: datetime) -> Around:
    selection = resolved(selection, viewer=viewer)
    numbers = stretch(selection, viewer=viewer, now=now, start=0, length=LOOKED_THROUGH)
    at = numbers.index(case.pk) if case.pk in numbers else -1
    start = max(0, at - BEFORE)
    found = listed(numbers[start : start + BEFORE + AFTER])
    position = at - start if at >= 0 else -1
    return Around(
        cases=found,
        previous=found[position - 1].reference if position > 0 else "",
        next=found[position + 1].reference if position + 1 < len(found) else "",
    )
