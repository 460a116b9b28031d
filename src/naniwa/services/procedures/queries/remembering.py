"""Counts over very many cases are kept for a moment, so that a whole office does not count them again and again."""

from collections.abc import Callable, Hashable
from time import monotonic
from typing import Any

SECONDS = 20
MANY = 1_000
MOST = 500
_known: dict[Hashable, tuple[float, Any]] = {}


def remember[T](name: str, about: Hashable, make: Callable[[], T], *, size: Callable[[T], int]) -> T:
    """What `make` gives, or gave less than 20 seconds ago if it was about more than 1,000 cases.

    It is the same object for everybody in this process, so nobody may change it.
    """
    until, made = _known.get((name, about), (0.0, None))
    if monotonic() < until:
        return made  # type: ignore[no-any-return] # of the kind that `make` of this name gives
    made = make()
    if size(made) > MANY:
        if len(_known) >= MOST:
            _known.clear()
        _known[name, about] = (monotonic() + SECONDS, made)
    return made
