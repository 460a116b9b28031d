"""Legal holds: placed by one person for a reason, ended by another; meanwhile nothing of the case or procedure goes."""

from datetime import date, datetime

from django.db import transaction

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.people.access import Staff
from naniwa.services.procedures.models import GONE, Application, Hold
from naniwa.services.procedures.operations.history import locked
from naniwa.services.procedures.operations.retention import wait_for_turn
from naniwa.services.procedures.rules import BrokenRule, NoReason, check_may_end_hold


class AlreadyGone(BrokenRule):
    """The time of the case was over, and what was to be held is not there any more."""


@transaction.atomic
def hold_case(*, application: Application, reason: str, until: date | None, by: Staff, now: datetime) -> Hold:
    """Keep one case; pressing twice for the same reason finds the first hold. Raises NoReason, AlreadyGone."""
    case = locked(application)
    if case.applicant_name == GONE:
        raise AlreadyGone
    return _place(procedure=case.procedure, case=case, reason=reason, until=until, by=by, now=now)


@transaction.atomic
def hold_procedure(*, procedure: str, reason: str, until: date | None, by: Staff, now: datetime) -> Hold:
    """Keep every case and draft of a procedure in the organisation. Raises NoReason."""
    return _place(procedure=procedure, case=None, reason=reason, until=until, by=by, now=now)


@transaction.atomic
def end(*, hold: Hold, reason: str, by: Staff, now: datetime) -> Hold:
    """Let go what was held; a second press changes nothing. Raises SameHolder, NoReason."""
    hold = Hold.objects.select_for_update().get(pk=hold.pk)
    if hold.ended_at:
        return hold
    check_may_end_hold(placed_by_id=hold.placed_by_id, by_id=by.person.pk, reason=reason)
    hold.ended_by, hold.ended_at, hold.end_reason = by.person, now, reason.strip()
    hold.save(update_fields=["ended_by", "ended_at", "end_reason"])
    audit.record("procedures.hold_ended", by=by, target=hold, now=now, procedure=hold.procedure, case=_case(hold))
    return hold


def _place(
    *, procedure: str, case: Application | None, reason: str, until: date | None, by: Staff, now: datetime
) -> Hold:
    if not reason.strip():
        raise NoReason
    wait_for_turn()
    hold, new = Hold.objects.get_or_create(
        procedure=procedure,
        application=case,
        organisation=case.organisation if case else by.organisation,
        reason=reason.strip(),
        ended_at=None,
        defaults={"placed_by": by.person, "since": now, "until": until},
    )
    if new:
        audit.record(
            "procedures.hold_placed",
            by=by,
            target=hold,
            now=now,
            until=until,
            procedure=hold.procedure,
            case=_case(hold),
        )
    return hold


def _case(hold: Hold) -> str:
    return hold.application.reference if hold.application else ""
