"""Keeps an answer for a short while in this process, for the longer the dearer it was."""

from collections.abc import Callable
from threading import Lock
from time import monotonic

SHARE = 0.02
"""Of one processor's time, that may go into making an answer anew."""


class Kept[T]:
    """Kept for at least `seconds`, at most `longest`, and in between so that making it takes 2 % of the time.

    While one thread makes it anew, the others get the earlier one. `clock` gives seconds.
    """

    def __init__(
        self,
        make: Callable[[], T],
        *,
        seconds: float = 10,
        longest: float = 600,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self._make, self._clock = make, clock
        self._seconds, self._longest = seconds, longest
        self._lock = Lock()
        self._kept: tuple[float, T] | None = None

    def __call__(self) -> T:
        kept = self._kept
        if kept and self._clock() < kept[0]:
            return kept[1]
        if not self._lock.acquire(blocking=kept is None):
            return kept[1] if kept else self._make()
        try:
            return self._renewed()
        finally:
            self._lock.release()

    def _renewed(self) -> T:
        if self._kept and self._clock() < self._kept[0]:
            return self._kept[1]
        began = self._clock()
        made = self._make()
        now = self._clock()
        lasting = min(max(self._seconds, (now - began) / SHARE), self._longest)
        self._kept = (now + lasting, made)
        return made

    def forget(self) -> None:
        """Make it anew when next asked."""
        self._kept = None
