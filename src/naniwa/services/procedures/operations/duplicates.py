"""Judging two cases together: duplicates or not, with a reason; what follows for either is decided as ever."""

from datetime import datetime

from django.db import transaction

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.people.access import Staff
from naniwa.services.procedures.models import Application, Pair
from naniwa.services.procedures.queries.duplicates import in_order, shared
from naniwa.services.procedures.rules import BrokenRule


class NoReason(BrokenRule):
    """Whoever reads the judgement later must see what it rests on."""


@transaction.atomic
def judge(*, application: Application, other: Application, state: str, reason: str, by: Staff, now: datetime) -> Pair:
    """Confirm or dismiss that two cases are duplicates; a later judgement replaces it. Raises NoReason."""
    reason = reason.strip()
    if not reason:
        raise NoReason
    earlier, later = in_order(application, other)
    judged = {"state": state, "reason": reason, "by": by.person, "at": now, "shared": shared(earlier, later)}
    pair, new = Pair.objects.select_for_update().get_or_create(
        earlier=earlier, later=later, defaults={**judged, "organisation": by.organisation}
    )
    if not new:
        if (pair.state, pair.reason) == (state, reason):
            return pair
        Pair.objects.filter(pk=pair.pk).update(**judged)
        pair.refresh_from_db()
    action, cases = f"procedures.pair_{state}", [earlier.reference, later.reference]
    audit.record(action, by=by, target=pair, now=now, reason=reason, cases=cases, shared=judged["shared"])
    audit.record_many(
        audit.Entry(action=action, by=by, target=case, now=now, detail={"pair": pair.reference})
        for case in (earlier, later)
    )
    return pair
