"""The gate before what costs most: it lets people in at the pace that the site can keep, in the order they came."""

from dataclasses import dataclass
from threading import Lock
from time import monotonic

from django.db import connection

from naniwa.kernel.arrivals.load import Load
from naniwa.kernel.arrivals.pacing import BUSY, FIRST, minutes, paced

TICK = 1.0
MOMENT = 5.0
"""Seconds whose people may come at once while nobody waits."""
_ADVANCE = "UPDATE arrivals_line SET served = least(issued, served + %s) WHERE id = 1 RETURNING issued, served"
_LOOK = "SELECT issued, served FROM arrivals_line WHERE id = 1"
_ISSUE = """
    INSERT INTO arrivals_line AS line (id, issued, served) VALUES (1, 1, 0)
    ON CONFLICT (id) DO UPDATE SET issued = line.issued + 1 RETURNING issued, served
"""


@dataclass(frozen=True, slots=True)
class Turn:
    """`number` is that in the line, 0 for whoever never stood in it; `place` is 0 for whoever may go in."""

    number: int = 0
    place: int = 0
    minutes: int = 0

    @property
    def has_come(self) -> bool:
        return self.place == 0


class Gate:
    """One in each web process; the numbers are common to all of them.

    Numbers are given and called by statements of their
    own, so call it outside a transaction: the row must not stay locked while a page is made.
    """

    def __init__(self, load: Load) -> None:
        self._load = load
        self._lock = Lock()
        self._rate = FIRST
        self._allowed = FIRST * MOMENT
        self._looked = monotonic() - TICK
        self._issued = self._served = 0
        self._per_second = FIRST

    def ask(self, number: int = 0) -> Turn:
        """Whether whoever holds this number (0: none yet) may go in; otherwise their place, with a number."""
        self._look()
        if number > self._issued:  # given out by another process just now, or before the line was lost
            self._issued, self._served = _numbers(_LOOK)
        if 0 < number <= self._issued:
            return Turn(number) if number <= self._served else self._waiting(number)
        if self._enters_at_once():
            return Turn()
        self._issued, self._served = _numbers(_ISSUE)
        return self._waiting(self._issued)

    def _enters_at_once(self) -> bool:
        with self._lock:
            free = self._served >= self._issued and self._allowed >= 1 and self._load.mean <= BUSY
            self._allowed -= free
            return free

    def _waiting(self, number: int) -> Turn:
        place = number - self._served
        return Turn(number, place, minutes(place, per_second=self._per_second))

    def _look(self) -> None:
        """Once a second: measure, and call as many as may come in."""
        if not self._lock.acquire(blocking=False):
            return
        try:
            now = monotonic()
            since = min(now - self._looked, 5.0)
            if since < TICK:
                return
            self._looked = now
            waiting = self._issued > self._served
            # Whoever comes while nobody waits says nothing of how many the site could take.
            self._rate = paced(self._rate, load=self._load.mean, seconds=since) if waiting else FIRST
            self._allowed = min(self._allowed + self._rate * since, max(1.0, self._rate * MOMENT))
            before = self._served
            if waiting and self._allowed >= 1:
                called = int(self._allowed)
                self._allowed -= called
                self._issued, self._served = _numbers(_ADVANCE, called)
            else:
                self._issued, self._served = _numbers(_LOOK)
            self._per_second += ((self._served - before) / since - self._per_second) * min(1.0, since / 30)
        finally:
            self._lock.release()


def _numbers(statement: str, *values: int) -> tuple[int, int]:
    """How many numbers were given out and called; none while nobody ever stood in line."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        issued, served = cursor.fetchone() or (0, 0)
    return issued, served
