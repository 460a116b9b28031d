"""What may be done with a booking in each of its states."""

from collections.abc import Mapping

HELD, BOOKED, CALLED, DONE, NO_SHOW, CANCELLED = "held", "booked", "called", "done", "no_show", "cancelled"
TAKING_A_PLACE = (HELD, BOOKED, CALLED, DONE, NO_SHOW)
"""States in which nobody else can have the place; a cancelled booking gives it back."""
TO_COME = (HELD, BOOKED)
ACTS: Mapping[str, Mapping[str, str]] = {
    "call": {BOOKED: CALLED, NO_SHOW: CALLED},
    "finish": {CALLED: DONE, BOOKED: DONE},
    "miss": {BOOKED: NO_SHOW, CALLED: NO_SHOW},
    "undo": {CALLED: BOOKED, DONE: BOOKED, NO_SHOW: BOOKED},
}
"""What staff press on the day: for each act, from which state to which."""


def after(act: str, state: str) -> str | None:
    """The state that an act leads to; none where it cannot be done."""
    return ACTS.get(act, {}).get(state)


def acts_in(state: str) -> tuple[str, ...]:
    """What staff can press in a state, in the order of the buttons."""
    return tuple(act for act, ways in ACTS.items() if state in ways)


def may_change(state: str) -> bool:
    """Whether the person can still move or cancel it."""
    return state in TO_COME
