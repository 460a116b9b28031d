"""How many requests a process has had at work on the mean of the last seconds."""

from collections.abc import Iterator
from contextlib import contextmanager
from math import exp
from threading import Lock
from time import monotonic

SECONDS = 2.0


class Load:
    """Counts requests at work; `mean` forgets what is older than some seconds."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._working = 0
        self._mean = 0.0
        self._at = monotonic()

    @contextmanager
    def working(self) -> Iterator[None]:
        self._change(1)
        try:
            yield
        finally:
            self._change(-1)

    @property
    def mean(self) -> float:
        self._change(0)
        return self._mean

    def _change(self, by: int) -> None:
        with self._lock:
            now = monotonic()
            fading = exp((self._at - now) / SECONDS)
            self._mean = self._mean * fading + self._working * (1 - fading)
            self._at = now
            self._working += by
