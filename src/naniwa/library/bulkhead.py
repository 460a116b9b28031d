"""A bulkhead: only so many of a kind at work at once in a process, whatever number of threads it has.

What is made at once is not made sooner: threads of Python that compute take turns, and each is done later for it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition, local


class Bulkhead:
    """Lets `places` threads in at once; the others wait in the order they came."""

    def __init__(self, places: int) -> None:
        self.places = places
        self._inside = 0
        self._free = Condition()
        self._mine = local()

    @contextmanager
    def inside(self) -> Iterator[None]:
        """Wait for a place and keep it."""
        with self._free:
            self._free.wait_for(lambda: self._inside < self.places)
            self._inside += 1
        self._mine.place = True
        try:
            yield
        finally:
            self._mine.place = False
            self._leave()

    @contextmanager
    def outside(self) -> Iterator[None]:
        """Let another in while this thread waits for something else; nothing where it has no place.

        Coming back takes no waiting, or those inside could wait for what this thread holds.
        """
        if not getattr(self._mine, "place", False):
            yield
            return
        self._mine.place = False
        self._leave()
        try:
            yield
        finally:
            with self._free:
                self._inside += 1
            self._mine.place = True

    def _leave(self) -> None:
        with self._free:
            self._inside -= 1
            self._free.notify()


PAGES = Bulkhead(2)
"""Pages that a web process makes at once."""
