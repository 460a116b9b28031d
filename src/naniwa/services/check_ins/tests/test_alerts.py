"""Who was there with a case: also around midnight, where the keys change; and many alerts counted at once."""

from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from naniwa.kernel.organisations.isolation import as_system
from naniwa.library.periods import TOKYO
from naniwa.services.check_ins.models import SharedVisit
from naniwa.services.check_ins.operations import approving, forgetting, posting, telling
from naniwa.services.check_ins.queries import figures, planning
from naniwa.services.check_ins.rules import meeting
from naniwa.services.check_ins.tests import places
from naniwa.services.check_ins.tests.places import CASE_ADDRESS, NOW, PASSPHRASE, check_in, venue

pytestmark = pytest.mark.django_db
STAY = timedelta(minutes=90)
MIDNIGHT = datetime(2026, 11, 21, 0, 0, tzinfo=TOKYO)
AT = [
    ("19:00", [date(2026, 11, 20)]),
    ("00:00", [date(2026, 11, 19), date(2026, 11, 20)]),
    ("01:29", [date(2026, 11, 19), date(2026, 11, 20)]),
    ("01:30", [date(2026, 11, 20)]),
    ("22:30", [date(2026, 11, 20)]),
    ("22:31", [date(2026, 11, 20), date(2026, 11, 21)]),
]


@pytest.mark.parametrize(("clock", "expected"), AT)
def test_a_stay_near_midnight_has_company_from_two_days(clock: str, expected: list[date]) -> None:
    hour, minute = map(int, clock.split(":"))
    begins = NOW.replace(hour=hour, minute=minute)
    stay = meeting.Stay(uuid4(), NOW.date(), begins, begins + STAY)
    assert meeting.days_of(stay, STAY) == expected


def minutes(number: int) -> datetime:
    return MIDNIGHT + timedelta(minutes=number)


def test_who_checked_in_after_midnight_hears_of_a_case_that_came_before_and_the_other_way_round() -> None:
    places.with_key()
    at = venue()
    check_in(at, CASE_ADDRESS, now=minutes(-20))
    with_case = [f"p{number}@example.jp" for number in range(6)]
    for number, email in enumerate(with_case):
        check_in(at, email, now=minutes(-50 + 20 * number))  # from 23:10 until 0:50
    check_in(at, with_case[0], now=minutes(5))  # was there on both days
    check_in(at, "later@example.jp", now=minutes(71))
    check_in(at, "earlier@example.jp", now=minutes(-111))
    alert = places.reported(places.giver(), now=minutes(24 * 60), onset=NOW.date())
    [line] = planning.plan(alert).lines
    assert (len(line.visits), line.cases, line.people) == (2, 1, 7)  # mails at most: one checked in on both days
    for by in places.approvers():
        with as_system():
            if alert.state == "planned":
                alert = approving.approve(alert=alert, passphrase=PASSPHRASE, by=by, now=minutes(24 * 60 + 1))
    telling.tell(number=alert.public_id, now=minutes(24 * 60 + 2))
    with as_system():
        posts = [post for post in places.posts() if post.reference]
    assert len(posts) == len(with_case)
    mail.outbox.clear()
    posting.deliver_due(clock=lambda: minutes(24 * 60 + 3))
    told = [one for one in mail.outbox if alert.number in one.body]
    assert sorted(address for one in told for address in one.to) == with_case


def test_a_stay_around_midnight_goes_with_the_day_on_which_it_began() -> None:
    places.with_key()
    at = venue()
    check_in(at, CASE_ADDRESS, now=minutes(-20))
    check_in(at, "other@example.jp", now=minutes(20))
    places.reported(places.giver(), now=minutes(24 * 60), onset=NOW.date())
    with as_system():
        assert SharedVisit.objects.count() == 2
        forgetting.forget(NOW.date(), now=minutes(62 * 24 * 60))
        assert SharedVisit.objects.count() == 0


def test_policies_are_tried_on_any_number_of_alerts_in_as_many_statements() -> None:
    places.with_key()
    at = venue()
    by = places.giver()
    counts = []
    for number in range(3):
        check_in(at, f"case{number}@example.jp")
        places.reported(by, email=f"case{number}@example.jp")
        with CaptureQueriesContext(
            connection,
        ) as seen:
            tried = figures.tried(by.organisation.pk, now=NOW + timedelta(days=2))
        counts.append(len(seen))
    assert counts[0] == counts[2]
    assert tried
