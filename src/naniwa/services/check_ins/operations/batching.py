"""Commits shared by many: whoever comes while one is under way is written by the next, and waits until it is done."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from threading import Condition

from naniwa.services.check_ins.rules.broken import Busy

MOST_WAITING = 2_000
MOST_AT_ONCE = 500


@dataclass(eq=False)
class _Ticket[T]:
    item: T
    done: bool = False
    error: BaseException | None = None


class Batch[T]:
    """`write` commits some items for good, or raises. No thread of its own: of those who wait, one writes for all."""

    def __init__(self, write: Callable[[Sequence[T]], None]) -> None:
        self._write = write
        self._changed = Condition()
        self._waiting: list[_Ticket[T]] = []
        self._writing = False

    def add(self, item: T) -> None:
        """Return only once the item is committed. Raises Busy, and whatever `write` raised for its batch."""
        ticket = _Ticket(item)
        with self._changed:
            if len(self._waiting) >= MOST_WAITING:
                raise Busy
            self._waiting.append(ticket)
        while (batch := self._turn(ticket)) is not None:
            self._commit(batch)
        if ticket.error is not None:
            raise ticket.error

    def waiting(self) -> Sequence[T]:
        """What nobody has begun to write."""
        with self._changed:
            return [ticket.item for ticket in self._waiting]

    def _turn(self, ticket: _Ticket[T]) -> Sequence[_Ticket[T]] | None:
        """Wait until the item is written, or nobody writes: then these are to be written, the first who came."""
        with self._changed:
            while self._writing and not ticket.done:
                self._changed.wait()
            if ticket.done:
                return None
            self._writing = True
            batch, self._waiting = self._waiting[:MOST_AT_ONCE], self._waiting[MOST_AT_ONCE:]
            return batch

    def _commit(self, batch: Sequence[_Ticket[T]]) -> None:
        error: BaseException | None = None
        try:
            self._write([ticket.item for ticket in batch])
        except BaseException as raised:  # noqa: BLE001 - whoever waits must hear of it
            error = raised
        with self._changed:
            for ticket in batch:
                ticket.done, ticket.error = True, error
            self._writing = False
            self._changed.notify_all()
