"""Events of other services that this one hears: its own copies, as services never import one another."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from naniwa.kernel.events.registry import Event


@dataclass(frozen=True)
class FormWanted(Event):
    """Somebody wants a form made from a row of the inventory; heard twice, it is the same draft.

    `origin` is the number of the wish, `organisation` the code of whoever owns row and draft, `by` who asked; an
    empty text, 0 yen and 0 days stand for what is not known.
    """

    name: ClassVar[str] = "inventory.form_wanted"
    origin: str
    organisation: str
    by: str
    title: str
    law: str
    article: str
    applicant: str
    department_code: str
    department: str
    fee_yen: int
    identity: str
    seal: str
    papers: list[str]
    days: int


@dataclass(frozen=True)
class TranscriptOffered(Event):
    """A person gives what was said in a consultation to a case; `origin` is the word that this service signed.

    `document` is among the documents of `person`, and no office sees it yet.
    """

    name: ClassVar[str] = "consultation.transcript_offered"
    reference: str
    origin: str
    document: str
    person: str
    at: datetime
