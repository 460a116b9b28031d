"""What a person may see of their own drafts and cases; anybody else's do not exist for them."""

from datetime import datetime
from typing import Any

from naniwa.kernel.notifications.models import Message
from naniwa.kernel.people.models import Person
from naniwa.services.procedures.models import (
    Application,
    CorrectionDraft,
    Deficiency,
    Draft,
    ItemState,
    Notice,
    NoticeState,
    State,
    Step,
)

CORRECTABLE = (State.NEEDS_CORRECTION, State.TRANSFER_FAILED)


def own_draft(draft_id: Any, person: Person) -> Draft | None:  # noqa: ANN401 - a UUID or its text
    return Draft.objects.filter(pk=draft_id, person=person).first()


def own_application(reference: str, person: Person) -> Application | None:
    return (
        Application.objects.select_related("decision", "organisation")
        .filter(reference=reference, person=person)
        .first()
    )


def open_drafts(person: Person) -> list[Draft]:
    """Drafts that were not handed in, the latest saved first."""
    return list(Draft.objects.filter(person=person, application=None).order_by("-saved_at"))


def own_applications(person: Person) -> list[Application]:
    """The newest first; those that wait for the person lead."""
    cases = Application.objects.filter(person=person).order_by("-received_at")
    return sorted(cases, key=lambda case: case.state not in CORRECTABLE)


def applied_for(person: Person, procedure: str) -> str | None:
    """The receipt number of the person's latest application of a procedure that stands."""
    standing = Application.objects.filter(person=person, procedure=procedure).exclude(state=State.WITHDRAWN)
    return standing.order_by("-received_at").values_list("reference", flat=True).first()


def deadlines(cases: list[Application]) -> dict[int, datetime]:
    """When the correction of each case is due, by row number."""
    sent = Notice.objects.filter(application__in=cases, state=NoticeState.SENT, due_at__isnull=False)
    return {notice.application_id: notice.due_at for notice in sent.order_by("number") if notice.due_at}


def steps(case: Application) -> list[Step]:
    """What the person is told of the history, the newest first."""
    return list(case.steps.filter(public=True).order_by("-at", "-pk"))


def open_items(case: Application) -> list[Deficiency]:
    """The faults that the person is asked to mend."""
    return list(case.deficiencies.filter(state=ItemState.NOTIFIED).order_by("pk"))


def sent_notice(case: Application) -> Notice | None:
    """The notice that waits for an answer."""
    return case.notices.filter(state=NoticeState.SENT).order_by("-number").first()


def letters(case: Application, person: Person) -> list[Message]:
    """What was written to the person about a case, the newest first."""
    return list(Message.objects.filter(reference=case.reference, person=person).order_by("-created_at"))


def correction_draft(case: Application) -> CorrectionDraft | None:
    return CorrectionDraft.objects.filter(application=case).first()
