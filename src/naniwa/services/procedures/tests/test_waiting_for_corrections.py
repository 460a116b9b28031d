"""How long a case waits for its correction: to the deadline, and on paper for the post as well."""

from datetime import timedelta

import pytest

from naniwa.design.dates import long_date
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.people.models import Person
from naniwa.services.procedures.models import Application, Channel, Notice, State
from naniwa.services.procedures.operations import corrections, notices, reminders, review
from naniwa.services.procedures.queries.live import Live
from naniwa.services.procedures.rules import TooLate
from naniwa.services.procedures.tests import browser, factories
from naniwa.services.procedures.tests.factories import NOW
from naniwa.services.procedures.tests.staff_sessions import signed_in

DAY = timedelta(days=1)
MOMENT = timedelta(microseconds=1)


@pytest.fixture
def posted(version: Live, reviewer: Person) -> Application:
    """A case on paper whose notice was sent."""
    case = factories.notified(version, reviewer=reviewer)
    with as_system():
        Application.objects.filter(pk=case.pk).update(channel=Channel.PAPER, identity="", keyed_by=reviewer)
        return Application.objects.get(pk=case.pk)


def due_of(case: Application) -> Notice:
    return case.notices.latest("number")


def test_a_case_on_paper_waits_for_what_was_posted_in_time(
    version: Live, reviewer: Person, posted: Application
) -> None:
    with as_system():
        due = due_of(posted).due_at
        assert due is not None
        until = due + version.procedure.correction.post_days * DAY
        assert reminders.close_expired(now=due) == 0
        assert reminders.close_expired(now=until - MOMENT) == 0
        changes = {posted.pk: {"account": factories.example(version)["account"]}}
        with pytest.raises(TooLate):
            corrections.resubmit_many(changes=changes, now=until, by=reviewer, received_at=due)
        corrections.resubmit_many(changes=changes, now=until - MOMENT, by=reviewer, received_at=due - MOMENT)
        posted.refresh_from_db()
    assert posted.state == State.RESUBMITTED


def test_what_never_came_ends_the_waiting_once(version: Live, posted: Application) -> None:
    with as_system():
        due = due_of(posted).due_at
        assert due is not None
        until = due + version.procedure.correction.post_days * DAY
        assert [reminders.close_expired(now=until) for _ in range(2)] == [1, 0]
        posted.refresh_from_db()
    assert posted.state == State.UNDER_REVIEW


def test_five_days_are_given_where_a_definition_says_nothing(version: Live) -> None:
    assert version.procedure.correction.post_days == 5


def test_staff_see_until_when_it_waits(version: Live, reviewer: Person, posted: Application) -> None:
    with as_system():
        due = due_of(posted).due_at
    assert due is not None
    page = browser.words(signed_in(reviewer).get(f"/staff/cases/{posted.reference}/"))
    assert f"{long_date(due + 5 * DAY, time=True)}まで審査に戻さずに待ちます" in page


def test_an_earlier_deadline_does_not_end_a_later_one(version: Live, reviewer: Person) -> None:
    case, late = factories.notified(version, reviewer=reviewer), NOW + 60 * DAY
    with as_system():
        assert reminders.close_expired(now=late) == 1
        case.refresh_from_db()
        review.add_deficiency(application=case, code="outside-prefecture", reason="", by=reviewer, now=late)
        notices.send_notice(notice=Notice.objects.get(application=case, number=2), by=reviewer, now=late)
        Notice.objects.filter(application=case, number=2).update(due_at=late + 10 * DAY)
        assert reminders.close_expired(now=late + DAY) == 0
        assert reminders.close_expired(now=late + 10 * DAY) == 1
