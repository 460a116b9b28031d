"""Putting collection off for a bill: nothing of it is dunned or reminded meanwhile."""

from datetime import datetime

from django.db import transaction

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.people.access import Staff
from naniwa.services.taxes.models import Bill
from naniwa.services.taxes.rules.broken import NoReason

LONGEST = 300


@transaction.atomic
def hold(*, bill: Bill, reason: str, by: Staff, now: datetime) -> Bill:
    """As where payment was deferred (猶予) or the tax is disputed; a second press changes nothing. Raises NoReason."""
    found = Bill.objects.select_for_update(of=("self",)).get(pk=bill.pk)
    if found.held_at:
        return found
    if not reason.strip():
        raise NoReason
    found.held_at, found.held_by, found.held_reason = now, by.person, reason.strip()[:LONGEST]
    found.save(update_fields=["held_at", "held_by", "held_reason"])
    audit.record("taxes.held", by=by, target=found, now=now, reason=found.held_reason)
    return found


@transaction.atomic
def release(*, bill: Bill, by: Staff, now: datetime) -> Bill:
    """What is overdue comes back to the list of what is to be dunned."""
    found = Bill.objects.select_for_update(of=("self",)).get(pk=bill.pk)
    if found.held_at is None:
        return found
    found.held_at, found.held_by, found.held_reason = None, None, ""
    found.save(update_fields=["held_at", "held_by", "held_reason"])
    audit.record("taxes.released", by=by, target=found, now=now)
    return found
