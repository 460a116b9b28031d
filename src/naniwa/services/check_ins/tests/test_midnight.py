"""The day's partition ends at midnight, people's evenings do not: who met around it is found all the same."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest

from naniwa.kernel.organisations.isolation import Scope, acting_as, as_system
from naniwa.library.periods import TOKYO
from naniwa.services.check_ins import definitions
from naniwa.services.check_ins.models import Alert, SharedVisit
from naniwa.services.check_ins.operations import approving, forgetting, posting, telling
from naniwa.services.check_ins.queries import planning
from naniwa.services.check_ins.rules import meeting
from naniwa.services.check_ins.rules.meeting import Visit
from naniwa.services.check_ins.tests import places
from naniwa.services.check_ins.tests.places import CASE_ADDRESS, PASSPHRASE, check_in, posts, venue

pytestmark = pytest.mark.django_db
EVE = datetime(2026, 11, 20, 23, 50, tzinfo=TOKYO)
PAST = EVE + timedelta(minutes=20)
LATER = EVE + timedelta(days=1)


def alert_of(*, onset: datetime = EVE, now: datetime = LATER) -> Alert:
    return places.reported(places.giver(), onset=onset.date(), now=now)


def told(alert: Alert) -> int:
    by = places.approvers()[0]
    with acting_as(Scope(organisation_id=by.organisation.pk, person_id=by.person.pk)):
        approving.approve(alert=alert, passphrase=PASSPHRASE, by=by, now=LATER)
    return telling.tell(number=alert.public_id, now=LATER)


def test_a_case_before_midnight_and_a_guest_after_it_were_there_together() -> None:
    places.with_key()
    at = venue(kind="bar")
    check_in(at, CASE_ADDRESS, now=EVE)
    for address, when in (("after@example.jp", PAST), ("before@example.jp", EVE), ("gone@example.jp", EVE.replace(hour=20)), ("late@example.jp", EVE + timedelta(hours=2))):  # fmt: skip
        check_in(at, address, now=when)
    posting.deliver_due(clock=lambda: LATER)
    alert = alert_of()
    plan = planning.plan(alert)
    assert [(line.visit.day.day, line.people, line.other_day) for line in plan.lines] == [(20, 1, False), (21, 1, True)]
    assert told(alert) == 2
    assert len(posts()) == 2


def test_a_case_after_midnight_and_a_guest_before_it_were_there_together_also_on_the_first_day_that_counts() -> None:
    places.with_key()
    at = venue(kind="bar")
    check_in(at, "before@example.jp", now=EVE)
    check_in(at, CASE_ADDRESS, now=PAST)
    onset = PAST + timedelta(days=2)
    alert = alert_of(onset=onset, now=onset)
    assert definitions.rules(alert.policy).days(alert.code.onset, today=onset.date())[0] == PAST.date()
    assert planning.plan(alert).people == 1


def test_whoever_checked_in_on_both_sides_of_midnight_has_one_mail_and_the_case_none() -> None:
    places.with_key()
    at = venue(kind="bar")
    for when in (EVE, PAST):
        for address in (CASE_ADDRESS, "guest@example.jp"):
            check_in(at, address, now=when)
    posting.deliver_due(clock=lambda: LATER)
    assert told(alert_of()) == 1


def test_two_venues_at_once_contradict_one_another_at_midnight_too() -> None:
    near = [Visit(EVE.replace(minute=59, second=30), UUID(int=1)), Visit(EVE + timedelta(minutes=10), UUID(int=2))]
    assert len(meeting.doubtful(near)) == 2


def test_a_stay_over_midnight_goes_with_the_day_on_which_it_began() -> None:
    places.with_key()
    at = venue(kind="bar")
    check_in(at, CASE_ADDRESS, now=EVE)
    check_in(at, "after@example.jp", now=PAST)
    alert_of()
    with as_system():
        assert SharedVisit.objects.count() == 2
    forgetting.forget(EVE.date(), now=EVE + timedelta(days=62))
    with as_system():
        assert SharedVisit.objects.count() == 0
