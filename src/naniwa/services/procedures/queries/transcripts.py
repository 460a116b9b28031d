"""Transcripts of consultations that applicants gave to their cases."""

from collections.abc import Iterable

from naniwa.kernel.documents import queries as documents
from naniwa.kernel.documents.models import Document
from naniwa.kernel.events import origins
from naniwa.services.procedures.models import Step, StepKind

SERVICE = "procedures"


def word_of(reference: str) -> str:
    """What a case gives its applicant to carry to other services."""
    return origins.case(SERVICE, reference)


def transcripts(reference: str, steps: Iterable[Step]) -> list[Document]:
    """Those that can be seen, in their order; asked for only where the history tells of one."""
    if all(step.kind != StepKind.TALK for step in steps):
        return []
    found = documents.in_collection(word_of(reference))
    return [one for one in found if one.assigned_at is not None]
