"""Taking cases off the queue, one or several, once for each press."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from naniwa.kernel.people.models import Person
from naniwa.services.procedures.models import Application, Stage
from naniwa.services.procedures.operations.review import claim, claim_next
from naniwa.services.procedures.rules import BrokenRule


@dataclass(frozen=True, slots=True)
class Claimed:
    """`passed_over` cases were taken by another, or moved on meanwhile."""

    claimed: int
    passed_over: int


@transaction.atomic
def claim_next_once(
    *, by: Person, since: datetime, now: datetime, organisation_id: int, municipality_id: int | None = None
) -> Application | None:
    """Take the oldest case that nobody has; a second press from the page of `since` gives the same case again."""
    Person.objects.select_for_update().get(pk=by.pk)
    taken = Application.objects.filter(
        assignee=by, stage=Stage.REVIEW, organisation_id=organisation_id, state_at__gte=since
    )
    already = taken.order_by("state_at").first()
    return already or claim_next(by=by, now=now, organisation_id=organisation_id, municipality_id=municipality_id)


@transaction.atomic
def claim_many(*, applications: Sequence[Application], by: Person, now: datetime) -> Claimed:
    """Take each that may be taken."""
    claimed = sum(_claimed(application, by=by, now=now) for application in applications)
    return Claimed(claimed, len(applications) - claimed)


def _claimed(application: Application, *, by: Person, now: datetime) -> bool:
    try:
        claim(application=application, by=by, now=now)
    except BrokenRule:
        return False
    return True
