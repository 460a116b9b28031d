"""The code of a case: given by a health centre, entered with the address of the person, and what comes of it."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from itertools import groupby
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.people.access import Staff
from naniwa.library import receipts
from naniwa.library.periods import day_of
from naniwa.services.check_ins import definitions
from naniwa.services.check_ins.models import Alert, CaseCode, SharedVisit, Venue
from naniwa.services.check_ins.queries import centres, given, meetings
from naniwa.services.check_ins.rules import meeting
from naniwa.services.check_ins.rules.broken import CodeNotValid, NoSuchDays, NotACentre, NotYours
from naniwa.services.check_ins.rules.sealing import WAITED
from naniwa.services.check_ins.rules.telling import Policy
from naniwa.services.check_ins.secrecy import days
from naniwa.services.check_ins.service import GIVERS

PREFIX = "CT"
VALID = timedelta(days=3)
A_DAY = timedelta(days=1)


@transaction.atomic
def give(*, case: str, onset: date, press: UUID, by: Staff, now: datetime) -> CaseCode:
    """A code for one case; a second press of one form finds the first. Raises NotYours, NotACentre, NoSuchDays."""
    if not by.may(*GIVERS):
        raise NotYours
    if not centres.is_centre(by.organisation):
        raise NotACentre
    if not day_of(now) - timedelta(days=settings.CHECK_IN_DAYS) <= onset <= day_of(now):
        raise NoSuchDays
    made, new = CaseCode.objects.get_or_create(
        public_id=press,
        organisation=by.organisation,
        defaults={
            "case": case,
            "onset": onset,
            "digest": given.digest(given.code(press.hex)),
            "given_at": now,
            "given_by": by.person,
            "expires_at": now + VALID,
        },
    )
    if new:
        audit.record("check_ins.code_given", by=by, target=made, now=now, purpose="check_ins")
    return made


def report(*, code: str, email: str, now: datetime, press: UUID | None = None, by: Staff | None = None) -> Alert:
    """The person entered the code, or `by` for them: their visits become an alert that waits for approval.

    The same comes of it whether or not the address ever checked in. A second press finds the first.
    Raises CodeNotValid.
    """
    with as_system():
        try:
            found = given.valid(code, now=now)
        except CodeNotValid:
            if press and (known := Alert.objects.filter(public_id=press, code__digest=given.digest(code)).first()):
                return known
            raise
        found.used_at = now
        found.save(update_fields=["used_at"])
        slug = definitions.current(day_of(now))
        policy = definitions.rules(slug)
        alert = Alert.objects.create(
            public_id=press or uuid4(),
            number=receipts.new(PREFIX),
            organisation_id=found.organisation_id,
            code=found,
            policy=slug,
            policy_version=policy.version,
            reported_at=now,
            entered_by=by.person if by else None,
        )
        visits = _visits(alert, email, policy, now)
        audit.record(
            "check_ins.reported", by=by, target=alert, now=now, organisation=found.organisation, visits=len(visits)
        )
        return alert


def enter(*, given_code: CaseCode, email: str, press: UUID, by: Staff, now: datetime) -> Alert:
    """Staff of the centre enter the code for the person. Raises NotYours, NotACentre, CodeNotValid."""
    if not by.may(*GIVERS) or given_code.organisation_id != by.organisation.pk:
        raise NotYours
    if not centres.is_centre(by.organisation):
        raise NotACentre
    return report(code=given.code_of(given_code), email=email, now=now, press=press, by=by)


def _visits(alert: Alert, email: str, policy: Policy, now: datetime) -> list[SharedVisit]:
    """Check-ins made after the code was given do not count: nobody can hurt a rival with a positive test in hand.

    Nor do those of the last WAITED before: a page may say that it has waited so long for its network.
    """
    first, last = policy.days(alert.code.onset, today=day_of(now))
    keys = {key.day: key for key in days.there(first - A_DAY, last + A_DAY)}
    counting = [key for day, key in keys.items() if first <= day <= last]
    by_day = meetings.visits(email, counting, before=alert.code.given_at - WAITED)
    visits = [one for each in by_day.values() for one in each]
    venues = Venue.objects.in_bulk({one.venue for one in visits}, field_name="public_id")
    subjects = {day: key.subject(email) for day, key in keys.items()}
    wrong = meeting.doubtful(visits)
    made = []
    for number, each in groupby(sorted(visits, key=lambda one: one.venue), key=lambda one: one.venue):
        if venue := venues.get(number):
            stay = policy.threshold(venue.kind, venue.size).stay
            for one in meeting.stays(each, stay, wrong):
                made += _on_its_days(alert, venue, one, subjects)
    return SharedVisit.objects.bulk_create(made)


def _on_its_days(alert: Alert, venue: Venue, stay: meeting.Stay, subjects: Mapping[date, bytes]) -> list[SharedVisit]:
    """A stay on its own day, and on that beyond midnight if others checked in then: each day has its own subjects."""
    found = [_visit(alert, venue, stay, day, subjects[day]) for day in meeting.days_of(stay) if day in subjects]
    people = meetings.counted(found) if len(found) > 1 else [0]
    return [one for one, others in zip(found, people, strict=True) if others or not one.other_day]


def _visit(alert: Alert, venue: Venue, stay: meeting.Stay, day: date, subject: bytes) -> SharedVisit:
    return SharedVisit(
        organisation_id=alert.organisation_id,
        alert=alert,
        venue=venue,
        subject=subject,
        day=day,
        begins=stay.begins,
        ends=stay.ends,
        stay_minutes=stay.length // timedelta(minutes=1),
        doubtful=stay.doubtful,
    )
