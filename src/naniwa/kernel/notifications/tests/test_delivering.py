"""Delivery through a real mail server that takes, refuses, hangs and breaks off."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from naniwa.kernel.events.models import StoredEvent
from naniwa.kernel.notifications import operations
from naniwa.kernel.notifications.models import Message, State
from naniwa.kernel.notifications.operations.delivering import WAITS
from naniwa.kernel.notifications.outgoing import Outgoing
from naniwa.kernel.notifications.tests.conftest import NOW, Behaviour
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.organisations.models import Organisation
from naniwa.kernel.people.models import Person

pytestmark = pytest.mark.django_db

type Write = Callable[..., list[Message]]


@pytest.fixture
def write(prefecture: Organisation, person: Person) -> Write:
    def write(count: int = 1, **changes: Any) -> list[Message]:
        facts = {
            "template": "test.received",
            "organisation": prefecture,
            "to": person,
            "context": {"amount": 1},
            **changes,
        }
        with as_system():
            operations.send_many([Outgoing(key=f"k{n}", reference=f"G-{n}", **facts) for n in range(count)], now=NOW)
            return list(Message.objects.order_by("key"))

    return write


def _deliver(at: datetime = NOW, **options: Any) -> operations.Delivered:
    return operations.deliver_due(clock=lambda: at, **options)


def _now(message: Message) -> Message:
    with as_system():
        message.refresh_from_db()
    return message


def test_a_message_arrives_with_its_headers_and_its_words(write: Write, server: Behaviour) -> None:
    (message,) = write()
    assert _deliver().sent == 1
    (mail,) = server.mails
    assert mail["Subject"] == "【大阪府】G-0 を受け付けました"
    assert mail.get_content().splitlines() == ["髙橋 𠮷郎 様", "金額は1円です。"]
    assert mail["Message-ID"] == f"<{message.pk}@naniwa.example>"
    assert (mail["Auto-Submitted"], mail["List-Id"]) == ("auto-generated", "<test.received.naniwa.example>")
    assert [str(each) for each in mail["To"].addresses] == ["髙橋 𠮷郎 <takahashi@example.jp>"]
    assert str(mail["From"]) == "大阪府 <naniwa@naniwa.example>"
    assert (_now(message).state, message.sent_at, message.attempts) == (State.SENT, NOW, 1)


def test_a_line_of_a_dot_does_not_end_the_mail(write: Write, server: Behaviour) -> None:
    write()
    with as_system():
        Message.objects.update(body="a\n.\n..b\nc\n")
    _deliver()
    assert server.mails[0].get_content().splitlines() == ["a", ".", "..b", "c"]


def test_many_messages_share_one_connection(write: Write, server: Behaviour) -> None:
    write(25)
    assert _deliver(at_most=20).sent == 20
    assert (server.connections, len(server.taken)) == (1, 20)
    assert _deliver().sent == 5


def test_a_message_is_never_sent_twice(write: Write, server: Behaviour) -> None:
    write(3)
    for _again in range(3):
        _deliver()
    assert len({mail["Message-ID"] for mail in server.mails}) == len(server.taken) == 3


@pytest.mark.parametrize("command", ["MAIL", "RCPT", "DATA"])
def test_what_is_refused_for_now_is_tried_again_with_growing_waits(
    write: Write, server: Behaviour, command: str
) -> None:
    (message,) = write()
    server.replies[command] = "451 greylisted"
    at = NOW
    for attempt, wait in enumerate(WAITS, start=1):
        assert _deliver(at).deferred == 1
        assert (_now(message).state, message.attempts, message.next_attempt_at) == (State.QUEUED, attempt, at + wait)
        assert _deliver(at + wait - timedelta(seconds=1)).tried == 0
        at += wait
    assert _deliver(at).failed == 1
    assert (_now(message).state, "451 greylisted" in message.error) == (State.FAILED, True)


@pytest.mark.parametrize("command", ["RCPT", "DATA"])
def test_what_is_refused_for_good_fails_at_once_and_is_told(write: Write, server: Behaviour, command: str) -> None:
    (message,) = write()
    server.replies[command] = "550 no such user"
    assert _deliver().failed == 1
    assert (_now(message).state, message.error) == (State.FAILED, "550 no such user")
    with as_system():
        (event,) = StoredEvent.objects.filter(name="notifications.message_failed")
    assert event.payload["message"] == str(message.pk)
    assert _deliver(NOW + timedelta(days=9)).tried == 0


def test_one_refused_address_does_not_hold_up_the_others(write: Write, server: Behaviour, person: Person) -> None:
    write(3)
    with as_system():
        Message.objects.filter(key="k1").update(to_address="gone@example.jp")
    server.replies["gone@example.jp"] = "550 gone"
    done = _deliver()
    assert (done.sent, done.failed, server.connections) == (2, 1, 1)


@pytest.mark.parametrize("command", ["MAIL", "RCPT"])
@pytest.mark.parametrize("trouble", ["hangs", "drops"])
def test_trouble_before_the_text_went_out_is_no_delivery(
    write: Write, server: Behaviour, command: str, trouble: str
) -> None:
    (message,) = write()
    setattr(server, trouble, command)
    assert (_deliver().deferred, len(server.taken)) == (1, 0)
    setattr(server, trouble, "")
    assert _deliver(NOW + WAITS[0]).sent == 1
    assert (_now(message).attempts, len(server.taken)) == (2, 1)


@pytest.mark.parametrize("trouble", ["hangs", "drops"])
def test_trouble_after_the_text_went_out_is_never_tried_again(write: Write, server: Behaviour, trouble: str) -> None:
    (message,) = write()
    setattr(server, trouble, "DATA")
    assert (_deliver().unconfirmed, len(server.taken)) == (1, 1)
    setattr(server, trouble, "")
    assert _deliver(NOW + timedelta(days=9)).tried == 0
    assert (_now(message).state, len(server.taken)) == (State.UNCONFIRMED, 1)


def test_a_batch_goes_on_after_one_unconfirmed_message(write: Write, server: Behaviour) -> None:
    write(2)
    server.drops = "DATA"
    assert _deliver(at_most=1).unconfirmed == 1
    server.drops = ""
    assert _deliver().sent == 1


def test_while_the_server_is_away_only_one_message_is_tried(write: Write, server: Behaviour, settings: Any) -> None:
    write(3)
    settings.MAILERS["default"]["OPTIONS"]["port"] = 1
    done = _deliver()
    assert (done.deferred, done.away) == (1, True)
    with as_system():
        assert sorted(Message.objects.values_list("attempts", flat=True)) == [0, 0, 1]


def test_two_senders_never_take_the_same_message(write: Write, server: Behaviour) -> None:
    write(2)
    inner: list[operations.Delivered] = []

    class Within:
        """Runs a second sender while the first one speaks."""

        def deliver(self, mail: Any) -> None:
            if not inner:
                inner.append(_deliver())

        def close(self) -> None:
            """Nothing was opened."""

    assert _deliver(through=Within()).sent == 1
    assert (inner[0].sent, len(server.taken)) == (1, 1)


def test_a_message_left_by_a_dead_process_is_for_staff_to_look_at(write: Write, server: Behaviour) -> None:
    (message,) = write()
    with as_system():
        Message.objects.update(state=State.SENDING, claimed_at=NOW, next_attempt_at=None, attempts=1)
        assert operations.give_up_on_lost(now=NOW + timedelta(minutes=14)) == 0
        assert operations.give_up_on_lost(now=NOW + timedelta(minutes=16)) == 1
    assert _deliver(NOW + timedelta(days=1)).tried == 0
    assert _now(message).state == State.UNCONFIRMED


def test_letters_are_never_mailed(write: Write, server: Behaviour) -> None:
    write(address="")
    assert _deliver().tried == 0
