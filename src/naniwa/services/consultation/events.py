"""What this service tells the rest of the platform."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from naniwa.kernel.events.registry import Event


@dataclass(frozen=True)
class TranscriptOffered(Event):
    """A person agreed that the transcript goes to the case that the conversation was begun from.

    `origin` is the case, as its service signed it (kernel.events.origins); `document` is the transcript, a PDF among
    the person's documents that no office sees yet; `person` is whose both must be.
    """

    name: ClassVar[str] = "consultation.transcript_offered"
    reference: str
    origin: str
    document: str
    person: str
    at: datetime
