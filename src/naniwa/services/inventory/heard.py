"""Events of other services that this one hears, each in a class of its own, as services do not import one another."""

from dataclasses import dataclass
from typing import ClassVar

from naniwa.kernel.events.registry import Event


@dataclass(frozen=True)
class DraftMade(Event):
    """A draft of the form that was wanted; `path` is where on this site it is edited."""

    name: ClassVar[str] = "procedures.draft_made"
    origin: str
    path: str
    title: str
