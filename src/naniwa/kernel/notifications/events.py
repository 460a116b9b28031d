"""What notifications tell other parts."""

from dataclasses import dataclass
from typing import ClassVar

from naniwa.kernel.events.registry import Event


@dataclass(frozen=True)
class MessageFailed(Event):
    """The mail server refused a message, or was away for two days; `reference` is the case's."""

    name: ClassVar[str] = "notifications.message_failed"

    message: str
    reference: str
    reason: str


@dataclass(frozen=True)
class MessageBounced(Event):
    """A message came back after it was sent."""

    name: ClassVar[str] = "notifications.message_bounced"

    message: str
    reference: str
    reason: str
