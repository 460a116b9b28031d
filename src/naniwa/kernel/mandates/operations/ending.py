"""Ending: by the principal at once, by the agent, by the office that checked it, or by its last day."""

from datetime import datetime

from django.db import transaction

from naniwa.kernel.mandates import rules
from naniwa.kernel.mandates.models import OVER, Mandate, State
from naniwa.kernel.mandates.operations.confirming import locked
from naniwa.kernel.mandates.operations.telling import changed, tell_both
from naniwa.kernel.mandates.rules import EndsByLaw, NotForYou
from naniwa.kernel.people.access import Staff
from naniwa.kernel.people.models import Person
from naniwa.library.periods import day_of

AT_ONCE = 500


@transaction.atomic
def revoke(*, mandate: Mandate, reason: str, by: Person, now: datetime) -> Mandate:
    """The principal takes it back, from this moment; a second press changes nothing.

    Raises NotForYou, EndsByLaw, WrongState.
    """
    found = locked(mandate)
    if found.principal_id != by.pk:
        raise NotForYou
    if found.rule.by_law:
        raise EndsByLaw
    return _over(found, State.REVOKED, reason, by=by, now=now)


@transaction.atomic
def end(*, mandate: Mandate, reason: str, by: Person | Staff, now: datetime) -> Mandate:
    """The agent lays it down, or the office ends it. Raises NotForYou, WrongState."""
    found = locked(mandate)
    ours = found.organisation_id == by.organisation.pk if isinstance(by, Staff) else found.agent_id == by.pk
    if not ours:
        raise NotForYou
    return _over(found, State.ENDED, reason, by=by, now=now)


@transaction.atomic
def expire(*, now: datetime) -> int:
    """Say of those past their last day that they are over; run as the system. Returns how many, a set at a time.

    They stopped to hold at midnight, whether or not this ran.
    """
    due = Mandate.objects.select_related("principal", "agent", "organisation").filter(
        state=State.CONFIRMED, ends_on__lt=day_of(now)
    )
    past = list(due.select_for_update(of=("self",), skip_locked=True).order_by("ends_on")[:AT_ONCE])
    for mandate in past:
        _over(mandate, State.EXPIRED, "", by=None, now=now)
    return len(past)


def _over(mandate: Mandate, state: State, reason: str, *, by: Person | Staff | None, now: datetime) -> Mandate:
    if mandate.state in OVER:
        return mandate
    rules.check_transition(mandate.state, state)
    mandate.state, mandate.over_at, mandate.reason = state, now, reason
    mandate.over_by = by.person if isinstance(by, Staff) else by
    mandate.save(update_fields=["state", "over_at", "over_by", "reason"])
    changed(f"mandates.{state}", mandate, by=by, now=now)
    tell_both(mandate, "over", by=by, now=now)
    return mandate
