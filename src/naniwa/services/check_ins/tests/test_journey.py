"""From a venue's registration to the mails of an alert: every step through the real operations."""

from datetime import timedelta

import pytest
from django.core import mail

from naniwa.kernel.organisations.isolation import Scope, acting_as, as_system
from naniwa.kernel.people.access import Staff
from naniwa.services.check_ins.models import Alert, Post
from naniwa.services.check_ins.operations import approving, posting, telling
from naniwa.services.check_ins.queries import planning
from naniwa.services.check_ins.rules.broken import NotNow, NotYours, SamePerson, WrongPassphrase
from naniwa.services.check_ins.secrecy import files, officer
from naniwa.services.check_ins.tests import places
from naniwa.services.check_ins.tests.places import CASE_ADDRESS, NOW, PASSPHRASE, check_in, posts, venue

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1, hours=1)


def deliver() -> list[str]:
    """Who had a mail, in order."""
    posting.deliver_due(clock=lambda: LATER)
    return [one.to[0] for one in mail.outbox]


def alert_with(others: int) -> Alert:
    places.with_key()
    at = venue()
    check_in(at, CASE_ADDRESS)
    for number in range(others):
        check_in(at, f"p{number}@example.jp", now=NOW + timedelta(minutes=number))
    check_in(at, "much-later@example.jp", now=NOW + timedelta(hours=4))
    deliver()
    mail.outbox.clear()
    return places.reported(places.giver())


def approve(alert: Alert, by: Staff, passphrase: str = PASSPHRASE) -> Alert:
    with acting_as(Scope(organisation_id=by.organisation.pk, person_id=by.person.pk)):
        return approving.approve(alert=alert, passphrase=passphrase, by=by, now=LATER)


def test_whoever_was_there_at_the_same_time_is_told_and_nobody_else() -> None:
    alert = alert_with(3)
    first, _second = places.approvers()
    plan = planning.plan(alert)
    assert [(line.cases, line.people, line.level) for line in plan.lines] == [(1, 3, "watch")]
    approve(alert, first)
    assert telling.tell(number=alert.public_id, now=LATER) == 3
    assert sorted(deliver()) == ["p0@example.jp", "p1@example.jp", "p2@example.jp"]
    text = mail.outbox[0].body
    assert alert.number in text
    assert f"/check-ins/notice/?number={alert.number}" in text
    assert "難波食堂" not in text
    assert planning.sent(alert.number) is not None


def test_who_came_before_or_after_midnight_was_there_with_a_case_of_the_other_day() -> None:
    places.with_key()
    midnight = NOW.replace(hour=0) + timedelta(days=1)
    at = venue(kind="bar")
    check_in(at, CASE_ADDRESS, now=midnight - timedelta(minutes=10))
    check_in(at, "after@example.jp", now=midnight + timedelta(minutes=10))
    check_in(at, "long-after@example.jp", now=midnight + timedelta(hours=3))
    check_in(at, CASE_ADDRESS, now=midnight + timedelta(hours=18, minutes=5))
    check_in(at, "before@example.jp", now=midnight + timedelta(hours=17))
    deliver()
    mail.outbox.clear()
    alert = places.reported(places.giver(), now=midnight + timedelta(hours=22))
    assert [line.people for line in planning.plan(alert).lines] == [0, 1, 1]
    approve(alert, places.approvers()[0])
    telling.tell(number=alert.public_id, now=LATER)
    assert sorted(deliver()) == ["after@example.jp", "before@example.jp"]


def test_a_mail_whose_sender_died_while_speaking_is_not_sent_again() -> None:
    alert = alert_with(2)
    approve(alert, places.approvers()[0])
    telling.tell(number=alert.public_id, now=LATER)
    with as_system():
        dying = Post.objects.filter(reference=alert.number)[0]
        Post.objects.filter(pk=dying.pk).update(state="sending", claimed_at=LATER, next_attempt_at=None)
        assert posting.give_up_on_lost(now=LATER + timedelta(minutes=1)) == 0
        assert posting.give_up_on_lost(now=LATER + timedelta(minutes=30)) == 1
    assert len(deliver()) == 1
    with as_system():
        assert (Post.objects.get(pk=dying.pk).state, bytes(Post.objects.get(pk=dying.pk).sealed)) == (
            "unconfirmed",
            b"",
        )


def test_a_mail_is_written_and_sent_once_however_often_the_work_is_begun_anew() -> None:
    alert = alert_with(3)
    approve(alert, places.approvers()[0])
    lent = officer.lent(alert.public_id) or b""
    telling.tell(number=alert.public_id, now=LATER)
    deliver()
    with as_system():  # as if the worker had died just before it wrote down that it was done
        Alert.objects.filter(pk=alert.pk).update(state="sending", sent_at=None)
    files.put(files.folder("lent") / f"{alert.public_id}.key", lent)
    assert telling.tell(number=alert.public_id, now=LATER) == 0
    deliver()
    assert len(deliver()) == 3
    with as_system():
        assert set(Post.objects.values_list("state", flat=True)) == {"sent"}
        assert {bytes(one.sealed) for one in posts()} == {b""}


def test_a_venue_is_named_only_once_two_people_who_did_not_give_the_code_agree() -> None:
    places.with_key()
    at, giver = venue(kind="bar"), places.giver()
    for address in (CASE_ADDRESS, "second-case@example.jp", "guest@example.jp"):
        check_in(at, address)
    deliver()
    mail.outbox.clear()
    places.reported(giver, email="second-case@example.jp", case="2026-0124")
    alert = places.reported(giver)
    first, second = places.approvers()
    assert planning.plan(alert).needed == 2
    assert approve(alert, first).state == "planned"
    with pytest.raises(SamePerson):
        approve(alert, first)
    with pytest.raises(WrongPassphrase):
        approve(alert, second, "not the passphrase")
    assert approve(alert, second).state == "sending"
    telling.tell(number=alert.public_id, now=LATER)
    assert "guest@example.jp" in deliver()
    assert "難波食堂 本店" in mail.outbox[0].body
    with pytest.raises(NotNow):
        approve(alert, second)


def test_whoever_gave_the_code_does_not_approve_what_it_opened() -> None:
    places.with_key()
    at, both = venue(), places.staff("both@example.jp", "reviewer", "approver")
    for address in (CASE_ADDRESS, "guest@example.jp"):
        check_in(at, address)
    alert = places.reported(both)
    with pytest.raises(SamePerson):
        approve(alert, both)
    with pytest.raises(NotYours):
        approve(alert, places.staff("only@example.jp", "reviewer"))


def test_who_is_told_hears_it_in_the_language_of_their_check_in() -> None:
    places.with_key()
    at = venue()
    check_in(at, CASE_ADDRESS)
    check_in(at, "guest@example.jp", language="en")
    deliver()
    assert "You checked in" in [one.subject for one in mail.outbox]
    mail.outbox.clear()
    alert = places.reported(places.giver())
    approve(alert, places.approvers()[0])
    telling.tell(number=alert.public_id, now=LATER)
    deliver()
    assert mail.outbox[0].subject == "Exposure alert: please watch your health"
