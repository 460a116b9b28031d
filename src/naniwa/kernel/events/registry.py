"""Kinds of events and who handles them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar

from pydantic import ConfigDict, TypeAdapter

HANDLERS: dict[str, "Handler"] = {}
_ADAPTERS: dict[type["Event"], TypeAdapter[Any]] = {}


class DuplicateHandler(Exception):
    """Two handlers may not share a name."""


@dataclass(frozen=True)
class Event:
    """Something that has happened; subclasses are frozen dataclasses of references and plain values.

    `name` is the fact with its service: "procedures.application_approved". Fields may be added with a default,
    never renamed, because stored events must still be read.
    """

    name: ClassVar[str]
    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid", strict=True)


type One[E: Event] = Callable[[E, datetime], None]
type Many[E: Event] = Callable[[Sequence[E], datetime], None]


@dataclass(frozen=True, kw_only=True)
class Handler:
    """`function` takes the events of one transaction at once."""

    name: str
    event: type[Event]
    function: Many[Any] = field(repr=False)


def adapter(event: type[Event]) -> TypeAdapter[Any]:
    """How an event becomes JSON and comes back, with its types checked strictly."""
    if event not in _ADAPTERS:
        _ADAPTERS[event] = TypeAdapter(event)
    return _ADAPTERS[event]


def handler[E: Event](event: type[E], *, name: str) -> Callable[[One[E]], One[E]]:
    """Have `function(event, now)` take effect once for each such event. Raises DuplicateHandler.

    It runs after the commit, as the system, in one transaction with the mark that it has run; whatever leaves the
    database (mail, calls) belongs into a job that it defers.
    """

    def register(function: One[E]) -> One[E]:
        def each(events: Sequence[E], now: datetime) -> None:
            for one in events:
                function(one, now)

        _add(Handler(name=name, event=event, function=each))
        return function

    return register


def batch_handler[E: Event](event: type[E], *, name: str) -> Callable[[Many[E]], Many[E]]:
    """As `handler`, for a function of many events at once: `function(events, now)`."""

    def register(function: Many[E]) -> Many[E]:
        _add(Handler(name=name, event=event, function=function))
        return function

    return register


def handlers_of(event: type[Event]) -> list[str]:
    """Those of the same name: a service that hears another's event declares a class of its own for it."""
    return [name for name, known in HANDLERS.items() if known.event.name == event.name]


def _add(made: Handler) -> None:
    if made.name in HANDLERS:
        raise DuplicateHandler(made.name)
    HANDLERS[made.name] = made
