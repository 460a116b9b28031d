"""What this service tells the rest of the platform."""

from dataclasses import dataclass
from typing import ClassVar

from naniwa.kernel.events.registry import Event


@dataclass(frozen=True)
class FormWanted(Event):
    """A form is wanted for a row as it will be after what was decided about it.

    `origin` names the wish; the same may be told again. Whoever makes the draft answers with `procedures.draft_made`.
    """

    name: ClassVar[str] = "inventory.form_wanted"
    origin: str
    organisation: str
    """Its code."""
    by: str
    """The public number of the member of staff who asked."""
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
