"""Confirming many rows at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.audit.entries import Row
from naniwa.kernel.people.access import Staff
from naniwa.services.inventory.models import Procedure, State
from naniwa.services.inventory.queries.keeping import kept_by


@dataclass(frozen=True, slots=True)
class Confirmed:
    """How many became confirmed, and how many were somebody else's, confirmed already or removed."""

    confirmed: int
    passed_over: int


@transaction.atomic
def confirm_many(*, ids: Sequence[int], by: Staff, now: datetime) -> Confirmed:
    """Those of the rows with these numbers that this member of staff keeps."""
    kept = [department.pk for department in kept_by(by)]
    waiting = Procedure.objects.select_for_update().filter(
        pk__in=ids, department_id__in=kept, state=State.UNCONFIRMED, removed_at=None
    )
    found = list(waiting.order_by("pk").values_list("pk", "public_id"))
    Procedure.objects.filter(pk__in=[pk for pk, _ in found]).update(state=State.CONFIRMED, confirmed_at=now)
    audit.record_many(
        audit.Entry(
            action="inventory.confirmed",
            by=by,
            target=Row(Procedure, str(reference), None, by.organisation.pk),
            now=now,
        )
        for _, reference in found
    )
    return Confirmed(len(found), len(ids) - len(found))
