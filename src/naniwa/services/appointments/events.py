"""What this service tells the rest of the platform; `origin` is whose request it was, empty where nobody asked."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from naniwa.kernel.events.registry import Event


@dataclass(frozen=True)
class Booked(Event):
    """Somebody will come; `reference` is the booking's."""

    name: ClassVar[str] = "appointments.booked"
    reference: str
    origin: str
    organisation: str
    office: str
    window: str
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class Moved(Event):
    """They will come at another time."""

    name: ClassVar[str] = "appointments.moved"
    reference: str
    origin: str
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class Cancelled(Event):
    """They will not come; `by_office` where the office called it off."""

    name: ClassVar[str] = "appointments.cancelled"
    reference: str
    origin: str
    by_office: bool
