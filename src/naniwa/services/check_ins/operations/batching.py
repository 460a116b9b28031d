"""Commits shared by many: whoever comes while one is under way is written by the next, and waits until it is done."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from threading import Lock

from naniwa.services.check_ins.rules.broken import Busy

MOST_WAITING = 2_000
MOST_AT_ONCE = 500


@dataclass(eq=False)
class _Ticket[T]:
    """`turn` is locked until the item is done, or until its bringer is to write for all who wait."""

    item: T
    turn: Lock
    done: bool = False
    error: BaseException | None = None


def _locked() -> Lock:
    lock = Lock()
    lock.acquire()
    return lock


@dataclass(eq=False)
class Batch[T]:
    """`write` commits some items for good, or raises. No thread of its own: of those who wait, one writes for all.

    Nobody is woken before there is something for him to do: with many threads, waking all of them for each commit costs
    more than what they write.
    """

    write: Callable[[Sequence[T]], None]
    _lock: Lock = field(default_factory=Lock)
    _waiting: list[_Ticket[T]] = field(default_factory=list)
    _writing: bool = False

    def add(self, item: T) -> None:
        """Return only once the item is committed. Raises Busy, and whatever `write` raised for its batch."""
        ticket = _Ticket(item, _locked())
        with self._lock:
            if len(self._waiting) >= MOST_WAITING:
                raise Busy
            self._waiting.append(ticket)
            waits, self._writing = self._writing, True
        if waits:
            ticket.turn.acquire()
        if not ticket.done:
            self._commit()
        if ticket.error is not None:
            raise ticket.error

    def waiting(self) -> Sequence[T]:
        """What nobody has begun to write."""
        with self._lock:
            return [ticket.item for ticket in self._waiting]

    def _commit(self) -> None:
        """Write those who wait, the first who came; whoever does so is the first of them."""
        with self._lock:
            batch, self._waiting = self._waiting[:MOST_AT_ONCE], self._waiting[MOST_AT_ONCE:]
        error: BaseException | None = None
        try:
            self.write([ticket.item for ticket in batch])
        except BaseException as raised:  # noqa: BLE001 - whoever waits must hear of it
            error = raised
        for ticket in batch:
            ticket.done, ticket.error = True, error
        with self._lock:
            following = self._waiting[0] if self._waiting else None
            self._writing = following is not None
        if following is not None:
            following.turn.release()
        for ticket in batch[1:]:
            ticket.turn.release()
