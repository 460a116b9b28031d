"""Whether the worker was asked to stop: a job of many steps, each whole in itself, looks here between two of them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_asked: ContextVar[Callable[[], bool]] = ContextVar("asked", default=lambda: False)


def stopping() -> bool:
    """True once the worker that runs this job is to stop; never outside a worker."""
    return _asked.get()()


@contextmanager
def told_by(asked: Callable[[], bool]) -> Iterator[None]:
    """Meanwhile `asked` answers."""
    before = _asked.set(asked)
    try:
        yield
    finally:
        _asked.reset(before)
