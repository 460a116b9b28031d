"""What a person may see of their own drafts and cases; anybody else's do not exist for them."""

from datetime import datetime
from typing import Any

from django.db.models import Q

from naniwa.kernel.notifications.models import Message
from naniwa.kernel.notifications.outgoing import COPY
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
    """The person's own, or what an agent has handed in for them; not what an agent is still filling in."""
    theirs = Q(mandate=None) | Q(application__isnull=False)
    return Draft.objects.filter(theirs, pk=draft_id, person=person).first()


def own_application(reference: str, person: Person) -> Application | None:
    return (
        Application.objects.select_related("decision", "organisation", "mandate")
        .filter(reference=reference, person=person)
        .first()
    )


def open_drafts(person: Person) -> list[Draft]:
    """Drafts that were not handed in, the latest saved first."""
    return list(Draft.objects.filter(person=person, mandate=None, application=None).order_by("-saved_at"))


def own_applications(person: Person) -> list[Application]:
    """The newest first; those that wait for the person lead."""
    cases = Application.objects.filter(person=person).order_by("-received_at")
    return sorted(cases, key=lambda case: case.state not in CORRECTABLE)


def agents_draft(draft_id: Any, agent: Person) -> Draft | None:  # noqa: ANN401 - a UUID or its text
    """A draft that the agent fills in for somebody, as long as the mandate holds."""
    return Draft.objects.select_related("mandate").filter(pk=draft_id, mandate__agent=agent).first()


def agents_application(reference: str, agent: Person) -> Application | None:
    """A case that the agent may look at for somebody, as long as the mandate holds."""
    cases = Application.objects.select_related("decision", "organisation", "mandate")
    return cases.filter(reference=reference, mandate__agent=agent).first()


def agents_work(agent: Person) -> tuple[list[Draft], list[Application]]:
    """Drafts and cases for others, the latest first; those that wait for an answer lead."""
    drafts = Draft.objects.select_related("mandate").filter(mandate__agent=agent, application=None)
    cases = Application.objects.select_related("mandate").filter(mandate__agent=agent).order_by("-received_at")
    return list(drafts.order_by("-saved_at")), sorted(cases, key=lambda case: case.state not in CORRECTABLE)


def applied_for(person: Person, procedure: str) -> str | None:
    """The receipt number of the person's latest application of a procedure that stands."""
    standing = Application.objects.filter(person=person, procedure=procedure, mandate=None).exclude(
        state=State.WITHDRAWN
    )
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


def letters(case: Application) -> list[Message]:
    """What was written to the person about a case, the newest first; copies to an agent are not told twice."""
    own = Message.objects.filter(reference=case.reference, person=case.person).exclude(key__endswith=COPY)
    return list(own.order_by("-created_at"))


def correction_draft(case: Application) -> CorrectionDraft | None:
    return CorrectionDraft.objects.filter(application=case).first()
