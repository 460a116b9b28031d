"""The last second before a deadline in Tokyo, whatever zone the machine keeps, and a clock that is put back or forward."""

import os
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from naniwa.kernel.notifications import operations as messages
from naniwa.kernel.notifications.models import Message
from naniwa.kernel.organisations.isolation import as_system
from naniwa.library.periods import TOKYO
from naniwa.services.procedures.definitions.examples import answers_of
from naniwa.services.procedures.models import Application, CorrectionDraft, Draft, Notice
from naniwa.services.procedures.operations import publishing
from naniwa.services.procedures.queries.live import live
from naniwa.services.procedures.tests import factories
from tests.recovery.furnishing import JOURNEY
from tests.security.asking import ask
from tests.security.conftest import built, world
from tests.security.world import World, drafts_of, fresh

__all__ = ["built", "world"]

pytestmark = [pytest.mark.recovery, pytest.mark.xdist_group("recovery")]

OPENING, CLOSING = datetime(2026, 10, 1, tzinfo=TOKYO), datetime(2026, 12, 1, tzinfo=TOKYO)
INSTANT = timedelta(microseconds=1)
LONG = 100 * 366 * 24 * 60 * 60
ZONES = ["Asia/Tokyo", "UTC", "America/New_York", "Pacific/Kiritimati", "Etc/GMT+12"]


class Clock:
    """The wall clock of this process."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Clock:
    settings.SESSION_COOKIE_AGE = LONG  # sign-in is not what is looked at
    clock = Clock(timezone.now())
    monkeypatch.setattr(timezone, "now", clock)
    return clock


@pytest.fixture
def zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The machine's own, changed under the running process."""
    before = os.environ.get("TZ", "")
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield request.param
    monkeypatch.setenv("TZ", before)
    time.tzset()


@pytest.fixture
def draft(world: World) -> Draft:
    """One that only needs to be handed in, until the end of November."""
    window = {"opens_at": OPENING, "closes_at": CLOSING, "corrections_until": CLOSING + timedelta(days=30)}
    with as_system():
        version = live(publishing.publish(path=JOURNEY, by=None, now=OPENING, window=window).pk)
    made = drafts_of(version, world.owner, OPENING)
    made.answers = answers_of(version.procedure)["a sole trader"]
    for page in version.form.form.pages:
        made.note(page.key, complete=True)
    with as_system():
        made.save()
    return made


def hand_in(world: World, draft: Draft) -> Any:
    return ask(world.client("owner"), "post", reverse("procedures:summary", args=[draft.pk]), {"consent": "yes"})


def received(draft: Draft) -> list[datetime]:
    with as_system():
        return list(Application.objects.filter(version_id=draft.version_id).values_list("received_at", flat=True))


@pytest.mark.parametrize("zone", ZONES, indirect=True)
def test_the_last_instant_before_midnight_in_tokyo_is_in_time(
    world: World, draft: Draft, clock: Clock, zone: str
) -> None:
    clock.at = CLOSING - INSTANT
    answer = hand_in(world, draft)
    assert (answer.status_code, "/receipt/" in answer.headers["Location"]) == (302, True)
    assert received(draft) == [CLOSING - INSTANT]
    shown = ask(world.client("owner"), "get", answer.headers["Location"]).body.decode()
    assert "2026年11月30日" in shown
    assert "23:59" in shown
    assert "2026年12月1日" not in shown


@pytest.mark.parametrize("zone", ZONES, indirect=True)
def test_midnight_in_tokyo_itself_is_too_late(world: World, draft: Draft, clock: Clock, zone: str) -> None:
    clock.at = CLOSING
    answer = hand_in(world, draft)
    assert answer.status_code == 403
    assert received(draft) == []


@pytest.mark.parametrize("zone", ZONES, indirect=True)
@pytest.mark.parametrize(("late", "answered"), [(-INSTANT, 302), (timedelta(0), 403)])
def test_corrections_are_in_time_up_to_the_instant_that_their_notice_names(
    world: World, clock: Clock, zone: str, late: timedelta, answered: int
) -> None:
    with as_system():
        due = Notice.objects.get(application=world.notified).due_at
    assert due
    clock.at = due + late
    client, reference = world.client("owner"), world.notified.reference
    account = factories.example(world.version)["account"]
    with as_system():
        CorrectionDraft.objects.create(
            application=world.notified, person=world.owner, changes={"account": account}, saved_at=due - INSTANT
        )
    answer = ask(client, "post", reverse("procedures:correction_confirm", args=[reference]))
    assert answer.status_code == answered
    assert fresh(world.notified).state == ("resubmitted" if answered == 302 else "needs_correction")


def test_a_receipt_stays_one_though_the_clock_is_put_back_past_the_opening(
    world: World, draft: Draft, clock: Clock
) -> None:
    clock.at = CLOSING - INSTANT
    first = hand_in(world, draft)
    for moment in (CLOSING - timedelta(hours=1), OPENING - timedelta(days=400), CLOSING + timedelta(days=400)):
        clock.at = moment
        assert hand_in(world, draft).headers["Location"] == first.headers["Location"]
    assert received(draft) == [CLOSING - INSTANT]


def test_no_mail_waits_for_a_clock_that_ran_ahead(world: World, clock: Clock) -> None:
    now = clock.at
    ahead = now + timedelta(days=365)
    with as_system():
        Message.objects.exclude(state="letter").update(state="queued", next_attempt_at=ahead, sent_at=None)
        waiting = Message.objects.filter(state="queued").count()
    assert waiting
    sent: list[Any] = []

    class Through:
        def deliver(self, mail: Any) -> None:
            sent.append(mail)

        def close(self) -> None:
            """Nothing was opened."""

    assert messages.deliver_due(clock=lambda: now, through=Through(), at_most=1000).sent == waiting
    assert len(sent) == waiting


def test_a_mail_whose_sender_died_while_the_clock_ran_ahead_is_found(world: World, clock: Clock) -> None:
    ahead = clock.at + timedelta(days=365)
    with as_system():
        one = Message.objects.exclude(state="letter").first()
        assert one
        Message.objects.filter(pk=one.pk).update(
            state="sending", claimed_at=ahead, next_attempt_at=None, attempts=1, sent_at=None
        )
        assert messages.give_up_on_lost(now=clock.at) == 1
