"""The first contact: cases are taken, called, handed on, and rise to a supervisor when they come too late."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection
from django.db.models import Max

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.people.access import Staff
from naniwa.kernel.people.models import Person
from naniwa.library.periods import day_of
from naniwa.services.outbreak.models import Attempt, Case, Centre, Passage, Passing, Result, Stage
from naniwa.services.outbreak.operations.reporting import locked, new_code
from naniwa.services.outbreak.queries import cases, centres, regimes
from naniwa.services.outbreak.rules import risk as risks
from naniwa.services.outbreak.rules.broken import Closed, NothingToTake, NotOfThisCentre, NotYours
from naniwa.services.outbreak.rules.regime import Regime
from naniwa.services.outbreak.service import CALLERS, SUPERVISOR

AGAIN = timedelta(hours=1)
"""So long a supervisor has before what was late rises once more."""


def take(*, case: Case, by: Staff, now: datetime) -> Case:
    """The caller owns it from now on, with the deadline that it has. Raises Closed, NotYours."""
    found = locked(case)
    _check_open(found)
    if found.owner_id == by.person.pk and found.taken_at:
        return found
    if found.taken_at and not by.may(SUPERVISOR):
        raise NotYours
    _pass_on(found, to=by.person, kind=Passage.TAKEN, by=by, now=now)
    return found


def take_next(*, by: Staff, now: datetime) -> Case:
    """The one whose deadline comes first, of those that nobody has taken; two callers never get the same.

    Raises NothingToTake.
    """
    waiting = Case.objects.filter(organisation=by.organisation, stage=Stage.FIRST_CONTACT, taken_at=None)
    case = waiting.select_for_update(skip_locked=True).order_by("next_due_at", "pk").first()
    if case is None:
        raise NothingToTake
    return take(case=case, by=by, now=now)


def note_call(*, case: Case, result: str, note: str, press: UUID, by: Staff, now: datetime) -> Case:
    """What came of a call; who is not reached rises in the end.

    Who was reached is observed from now on, and may be called by any of the centre.

    A second press notes nothing.

    Raises Closed, NotYours.
    """
    found = locked(case)
    if Attempt.objects.filter(press=press).exists():
        return found
    _check_open(found)
    first = found.stage == Stage.FIRST_CONTACT
    if first and found.owner_id != by.person.pk and not by.may(SUPERVISOR):
        raise NotYours
    Attempt.objects.create(case=found, by=by.person, result=result, note=note, press=press, at=now)
    regime = regimes.in_force(found.disease).regime
    if result == Result.REACHED and first:
        found.stage, found.contacted_at, found.ladder = Stage.OBSERVATION, now, 0
        found.code = new_code()
        found.next_due_at = risks.next_report_due(regime, risk=found.risk, now=now)
    elif first:
        _missed(found, regime, by=by, now=now)
    found.save(update_fields=["stage", "contacted_at", "ladder", "code", "next_due_at"])
    audit.record("outbreak.called", by=by, target=found, now=now, result=result)
    return found


def _missed(case: Case, regime: Regime, *, by: Staff, now: datetime) -> None:
    """Tried again by the first deadline at the latest; then, or after so many tries, it is the supervisor's on duty.

    Tries count from the last time that it rose; whoever is on duty has nobody above.
    """
    centre = centres.centre_of(case.organisation_id)
    due, first_due = risks.next_try_due(regime, risk=case.risk, now=now), None
    if case.escalated_at is None:
        first_due = risks.first_contact_due(regime, risk=case.risk, since=case.received_at)
    rose = case.passings.filter(kind__in=[Passage.ESCALATED, Passage.UNREACHED]).aggregate(at=Max("at"))["at"]
    tries = case.attempts.exclude(result=Result.REACHED)
    count = (tries.filter(at__gt=rose) if rose else tries).count()
    rises = risks.rises(regime, tries=count, first_due=first_due, now=now)
    if rises and centre and centre.on_duty_id != case.owner_id:
        case.escalated_at, case.next_due_at = case.escalated_at or now, now + AGAIN
        case.save(update_fields=["escalated_at"])
        _pass_on(case, to=centre.on_duty, kind=Passage.UNREACHED, by=by, now=now, taken=False)
    else:
        case.next_due_at = due if first_due is None or now >= first_due else min(due, first_due)


def hand_over(*, case: Case, to: Person, note: str, by: Staff, now: datetime) -> Case:
    """To a colleague of the same centre. Raises Closed, NotYours, NotOfThisCentre."""
    found = locked(case)
    if found.owner_id == to.pk and found.taken_at and not found.closed_at:
        return found
    _check_may_give(found, by)
    if to not in cases.staff_with(by.organisation, CALLERS, on=day_of(now)):
        raise NotOfThisCentre
    _pass_on(found, to=to, kind=Passage.HANDED, by=by, now=now, note=note)
    return found


def hand_to_centre(*, case: Case, centre: Centre, note: str, by: Staff, now: datetime) -> Case:
    """To another health centre, whose supervisor on duty owns it at once, with the same deadline.

    The number in the old centre's sheet stays in the note: there it is, or will be, somebody else's.
    Raises Closed, NotYours.
    """
    if locked(case).organisation_id != by.organisation.pk:
        raise NotYours
    with as_system():
        found = locked(case)
        _check_may_give(found, by)
        if found.local_number:
            note = f"{note}\n前の保健所の管理番号：{found.local_number}".strip()
            found.local_number = ""
        found.organisation = centre.organisation
        _pass_on(found, to=centre.on_duty, kind=Passage.CENTRE, by=by, now=now, note=note, taken=False)
        return found


_ESCALATE = """
    WITH late AS (
        SELECT c.id, c.organisation_id, d.on_duty_id FROM outbreak_case c
        JOIN outbreak_centre d ON d.organisation_id = c.organisation_id
        WHERE c.stage = 'first_contact' AND c.next_due_at < %(now)s
        FOR UPDATE OF c SKIP LOCKED
    ), risen AS (
        UPDATE outbreak_case c SET owner_id = late.on_duty_id, taken_at = NULL,
            escalated_at = coalesce(c.escalated_at, %(now)s), next_due_at = %(again)s
        FROM late WHERE c.id = late.id RETURNING c.id
    )
    INSERT INTO outbreak_passing (case_id, kind, to_id, centre_id, note, at)
    SELECT late.id, 'escalated', late.on_duty_id, late.organisation_id, '', %(now)s FROM late
"""


def escalate(*, now: datetime) -> int:
    """Every first contact that is late rises to the supervisor on duty, by one statement, and again after AGAIN.

    Run as the system.
    """
    with connection.cursor() as cursor:
        cursor.execute(_ESCALATE, {"now": now, "again": now + AGAIN})
        return int(cursor.rowcount)


def _check_open(case: Case) -> None:
    if case.closed_at:
        raise Closed


def _check_may_give(case: Case, by: Staff) -> None:
    _check_open(case)
    if case.owner_id != by.person.pk and not by.may(SUPERVISOR):
        raise NotYours


def _pass_on(
    case: Case, *, to: Person, kind: Passage, by: Staff, now: datetime, note: str = "", taken: bool = True
) -> None:
    case.owner, case.taken_at = to, now if taken else None
    case.save(update_fields=["owner", "taken_at", "organisation", "local_number"])
    if kind in {Passage.HANDED, Passage.CENTRE}:
        case.tasks.filter(closed_at=None).update(owner=to)
    Passing.objects.create(case=case, kind=kind, by=by.person, to=to, centre=case.organisation, note=note, at=now)
    audit.record(f"outbreak.{kind.value}", by=by, target=case, now=now)
