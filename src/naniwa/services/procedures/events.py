"""What this service tells the rest of the platform."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from naniwa.kernel.events.registry import Event


@dataclass(frozen=True)
class ApplicationsReceived(Event):
    """Applications arrived; `references` are their receipt numbers."""

    name: ClassVar[str] = "procedures.applications_received"
    procedure: str
    references: list[str]


@dataclass(frozen=True)
class ApplicationsDecided(Event):
    """Applications were decided alike."""

    name: ClassVar[str] = "procedures.applications_decided"
    procedure: str
    outcome: str
    references: list[str]


@dataclass(frozen=True)
class DecisionRecalled(Event):
    """A decision was withdrawn; `claimed_back_yen` is 0 where nothing had been paid."""

    name: ClassVar[str] = "procedures.decision_recalled"
    procedure: str
    reference: str
    claimed_back_yen: int


@dataclass(frozen=True)
class StatusesChanged(Event):
    """Cases came to a state, the same for all; `at` is when."""

    name: ClassVar[str] = "procedures.statuses_changed"
    references: list[str]
    state: str
    at: datetime


@dataclass(frozen=True)
class StagesChanged(Event):
    """Cases went on to a stage, or back to it, and kept their state."""

    name: ClassVar[str] = "procedures.stages_changed"
    references: list[str]
    stage: str
    at: datetime


@dataclass(frozen=True)
class DraftMade(Event):
    """A draft of a definition stands ready that somebody asked for; `path` is its page, from "/"."""

    name: ClassVar[str] = "procedures.draft_made"
    origin: str
    path: str
    title: str
