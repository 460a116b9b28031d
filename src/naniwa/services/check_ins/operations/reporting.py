"""The code of a case: given by a health centre, entered with the address of the person, and what comes of it."""

from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from django.db import transaction

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.people.access import Staff
from naniwa.library import receipts
from naniwa.library.periods import day_of
from naniwa.services.check_ins import definitions
from naniwa.services.check_ins.models import Alert, CaseCode, SharedVisit, Venue
from naniwa.services.check_ins.queries import given, meetings
from naniwa.services.check_ins.rules import meeting
from naniwa.services.check_ins.rules.broken import NoSuchDays, NotYours
from naniwa.services.check_ins.rules.telling import Policy
from naniwa.services.check_ins.secrecy import days
from naniwa.services.check_ins.service import GIVERS

PREFIX = "CT"
VALID = timedelta(days=3)
KEPT_DAYS = 60
"""After so many days a day of check-ins is forgotten."""


@transaction.atomic
def give(*, case: str, onset: date, press: UUID, by: Staff, now: datetime) -> CaseCode:
    """A code for one case; a second press of one form finds the first. Raises NotYours, NoSuchDays."""
    if not by.may(*GIVERS):
        raise NotYours
    if not day_of(now) - timedelta(days=KEPT_DAYS) <= onset <= day_of(now):
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
        audit.record("check_ins.code_given", by=by, target=made, now=now, purpose="check_ins", case=case)
    return made


def report(*, code: str, email: str, now: datetime) -> Alert:
    """The person, or the centre for them, entered the code: their visits become an alert that waits for approval.

    The same comes of it whether or not the address ever checked in. Raises CodeNotValid.
    """
    with as_system():
        found = given.valid(code, now=now)
        found.used_at = now
        found.save(update_fields=["used_at"])
        slug = definitions.current(day_of(now))
        policy = definitions.rules(slug)
        alert = Alert.objects.create(
            public_id=uuid4(),
            number=receipts.new(PREFIX),
            organisation_id=found.organisation_id,
            code=found,
            policy=slug,
            policy_version=policy.version,
            reported_at=now,
        )
        visits = _visits(alert, email, policy, now)
        audit.record(
            "check_ins.reported", by=None, target=alert, now=now, organisation=found.organisation, visits=len(visits)
        )
        return alert


def _visits(alert: Alert, email: str, policy: Policy, now: datetime) -> list[SharedVisit]:
    """Check-ins made after the code was given do not count: nobody can hurt a rival with a positive test in hand."""
    first, last = policy.days(alert.code.onset, today=day_of(now))
    keys = {key.day: key for key in days.there(first, last)}
    found = meetings.visits(email, keys.values(), before=alert.code.given_at)
    venues = Venue.objects.in_bulk({one.venue for each in found.values() for one in each}, field_name="public_id")
    made = []
    for day, visits in found.items():
        wrong = meeting.doubtful(visits)
        for number in sorted({one.venue for one in visits}):
            venue = venues.get(number)
            if venue is not None:
                stay = policy.threshold(venue.kind, venue.size).stay
                there = [one for one in visits if one.venue == number]
                made += [
                    _visit(alert, venue, one, stay, keys[day].subject(email))
                    for one in meeting.stays(day, there, stay, wrong)
                ]
    return SharedVisit.objects.bulk_create(made)


def _visit(alert: Alert, venue: Venue, stay: meeting.Stay, length: timedelta, subject: bytes) -> SharedVisit:
    return SharedVisit(
        organisation_id=alert.organisation_id,
        alert=alert,
        venue=venue,
        subject=subject,
        day=stay.day,
        begins=stay.begins,
        ends=stay.ends,
        stay_minutes=length // timedelta(minutes=1),
        doubtful=stay.doubtful,
    )
