"""What the other parts hear of mandates."""

from dataclasses import dataclass
from typing import ClassVar

from naniwa.kernel.events.registry import Event


@dataclass(frozen=True)
class MandateChanged(Event):
    """A mandate was proposed, confirmed, refused, revoked, ended or expired; `state` says which."""

    name: ClassVar[str] = "mandates.changed"
    reference: str
    state: str
