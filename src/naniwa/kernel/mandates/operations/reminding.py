"""Asking principals once more, whose word an agent waits for."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from naniwa.kernel.mandates import rules
from naniwa.kernel.mandates.models import Mandate
from naniwa.kernel.mandates.operations.telling import changed, tell
from naniwa.kernel.people.models import Person, PersonKind


@transaction.atomic
def remind(*, references: Sequence[str], by: Person, now: datetime) -> int:
    """Write again to those who may be asked at this moment; the rest is passed over. Returns how many were asked."""
    own = Mandate.objects.select_related("principal", "agent", "organisation").filter(agent=by, paper=None)
    found = own.select_for_update(of=("self",)).filter(reference__among=references).order_by("pk")
    due = [one for one in found if rules.may_remind(one.state, asked_at=asked_at(one), times=one.reminders, now=now)]
    for mandate in due:
        mandate.reminded_at, mandate.reminders = now, mandate.reminders + 1
        mandate.save(update_fields=["reminded_at", "reminders"])
        changed("mandates.reminded", mandate, by=by, now=now)
        if mandate.principal.email and not mandate.rule.by_law and mandate.principal.kind != PersonKind.STAFF:
            tell(mandate, "reminder", to=mandate.principal, by=by, now=now, number=mandate.reminders)
    return len(due)


def asked_at(mandate: Mandate) -> datetime:
    """When the principal was written to last."""
    return mandate.reminded_at or mandate.proposed_at
