"""A bulkhead: only so many of a kind at work at once in a process, whatever number of threads it has.

What is made at once is not made sooner: threads of Python that compute take turns, and each is done later for it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition, get_ident
from time import monotonic

LONG = 1.0
"""Seconds after which whoever is inside takes no place any more: most likely they wait for something."""


class Bulkhead:
    """Lets `places` threads in at once; the others wait."""

    def __init__(self, places: int, *, long: float = LONG) -> None:
        self._places = places
        self._long = long
        self._inside: dict[int, float] = {}
        self._changed = Condition()

    @contextmanager
    def inside(self) -> Iterator[None]:
        """Wait for a place and keep it."""
        with self._changed:
            while not self._has_room():
                self._changed.wait(self._long / 4)
            self._inside[get_ident()] = monotonic()
        try:
            yield
        finally:
            self._leave()

    @contextmanager
    def outside(self) -> Iterator[None]:
        """Let another in while this thread waits for something else; nothing where it has no place.

        Coming back takes no waiting, or those inside could wait for what this thread holds.
        """
        if get_ident() not in self._inside:
            yield
            return
        self._leave()
        try:
            yield
        finally:
            with self._changed:
                self._inside[get_ident()] = monotonic()

    def _has_room(self) -> bool:
        since = monotonic() - self._long
        return sum(came > since for came in self._inside.values()) < self._places

    def _leave(self) -> None:
        with self._changed:
            del self._inside[get_ident()]
            self._changed.notify()


PAGES = Bulkhead(1)
"""A web process makes one page at a time: Python makes no two sooner together than one after the other."""
