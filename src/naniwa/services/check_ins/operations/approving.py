"""Deciding on an alert: people who did not give the code say that it goes out, or one says that it does not."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from nacl.public import PrivateKey

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.jobs import defer_by_name
from naniwa.kernel.people.access import Staff
from naniwa.library.periods import day_of
from naniwa.services.check_ins.models import Alert, Approval, SharedVisit, State
from naniwa.services.check_ins.queries import centres, officers, planning
from naniwa.services.check_ins.queries.officers import Use
from naniwa.services.check_ins.queries.planning import Plan
from naniwa.services.check_ins.rules.broken import (
    KeyMissing,
    NobodyToTell,
    NotACentre,
    NotNow,
    NotYours,
    SamePerson,
    WrongPassphrase,
)
from naniwa.services.check_ins.secrecy import days, officer
from naniwa.services.check_ins.service import APPROVERS

TELL = "check_ins.tell"


def approve(
    *, alert: Alert, passphrase: str, by: Staff, now: datetime, older: Mapping[str, str] | None = None
) -> Alert:
    """One more approval; the last that is needed opens the officer's key for this alert alone, and mails go out.

    Days from before the key was replaced need the older one, too: `older` has passphrases by a key's reference; where
    it has none, the one passphrase is tried. A wrong one leaves its trace, whatever else comes of it.

    Raises NotYours, NotACentre, NotNow, SamePerson, NobodyToTell, WrongPassphrase, KeyMissing.
    """
    try:
        return _approve(alert, passphrase, older or {}, by, now)
    except WrongPassphrase:
        audit.record("check_ins.passphrase_wrong", by=by, target=alert, now=now, purpose="check_ins")
        raise


@transaction.atomic
def _approve(alert: Alert, passphrase: str, older: Mapping[str, str], by: Staff, now: datetime) -> Alert:
    found = _open(alert, by)
    plan = planning.plan(found)
    if not plan.told:
        raise NobodyToTell
    if found.is_of(by.person.pk) or by.person.pk in {one.by_id for one in plan.approvals}:
        raise SamePerson
    Approval.objects.create(organisation=found.organisation, alert=found, by=by.person, at=now)
    audit.record("check_ins.approved", by=by, target=found, now=now, purpose="check_ins", people=plan.people)
    if plan.lacking <= 1:
        _release(plan, _opened(plan, passphrase, older), by, now)
    return found


@transaction.atomic
def drop(*, alert: Alert, reason: str, by: Staff, now: datetime) -> Alert:
    """Nobody is told; the reason stays. Raises NotYours, NotACentre, NotNow."""
    found = _open(alert, by)
    found.state, found.dropped_at, found.reason = State.DROPPED, now, reason
    found.save(update_fields=["state", "dropped_at", "reason"])
    audit.record("check_ins.dropped", by=by, target=found, now=now, reason=reason)
    return found


def _open(alert: Alert, by: Staff) -> Alert:
    if not by.may(*APPROVERS) or alert.organisation_id != by.organisation.pk:
        raise NotYours
    if not centres.is_centre(by.organisation):
        raise NotACentre
    found = Alert.objects.select_for_update(of=("self",)).select_related("code", "organisation").get(pk=alert.pk)
    if found.state != State.PLANNED:
        raise NotNow
    return found


def _opened(plan: Plan, passphrase: str, older: Mapping[str, str]) -> list[PrivateKey]:
    """The keys of the days of the plan, without those that are not on this machine, as after a restore."""
    needed: Sequence[Use] = [use for use in officers.for_days(plan.days) if use.there]
    if not needed:
        raise KeyMissing
    return [officer.unlock(bytes(use.key.public), older.get(use.key.reference) or passphrase) for use in needed]


def _release(plan: Plan, private: Sequence[PrivateKey], by: Staff, now: datetime) -> None:
    alert = plan.alert
    for line in plan.lines:
        line.visit.level = line.level
    SharedVisit.objects.bulk_update([line.visit for line in plan.lines], ["level"])
    alert.state, alert.released_at = State.SENDING, now
    alert.save(update_fields=["state", "released_at"])
    officer.lend(private, alert.public_id, day=days.to_write(day_of(now)))
    audit.record("check_ins.released", by=by, target=alert, now=now, purpose="check_ins", people=plan.people)
    defer_by_name(TELL, alert=str(alert.public_id))
