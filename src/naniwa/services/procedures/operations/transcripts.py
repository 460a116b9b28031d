"""Taking the transcript of a consultation into the case that it was about."""

from contextlib import suppress
from datetime import datetime

from django.db import transaction

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.documents import operations as documents
from naniwa.kernel.documents.refusals import NotThere
from naniwa.kernel.events import origins
from naniwa.services.procedures.models import Application, Step, StepKind
from naniwa.services.procedures.operations.history import add_step
from naniwa.services.procedures.queries.transcripts import SERVICE


@transaction.atomic
def take(*, origin: str, document: str, person: str, of: str, at: datetime, now: datetime) -> None:
    """The applicant's own document becomes the office's; heard twice, it is taken once.

    A case that is somebody else's, or gone, takes nothing. Run as the system.
    """
    reference = origins.case_of(origin, service=SERVICE)
    case = Application.objects.filter(reference=reference, person__public_id=person).select_for_update(of=("self",))
    found = case.select_related("organisation", "partner", "person").first()
    if found is None or Step.objects.filter(application=found, kind=StepKind.TALK, detail=of).exists():
        return
    with suppress(NotThere):
        documents.assign(
            [document], organisation=found.organisation, partner=found.partner, person=found.person, now=now
        )
        add_step(found, by=found.person, now=at, detail=of, kind=StepKind.TALK)
        audit.record("procedures.transcript_taken", by=found.person, target=found, now=now, consultation=of)
