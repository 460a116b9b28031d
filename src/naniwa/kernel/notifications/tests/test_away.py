"""A mail server that is away for an hour, or there without a word: nothing fails, and each mail goes out once."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from naniwa.kernel.notifications import operations
from naniwa.kernel.notifications.models import Message, State
from naniwa.kernel.notifications.outgoing import Outgoing
from naniwa.kernel.notifications.tests.conftest import NOW, Behaviour
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.organisations.models import Organisation

pytestmark = pytest.mark.django_db

COUNT = 30
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@pytest.fixture
def waiting(prefecture: Organisation) -> int:
    """Mails that are due at noon."""
    with as_system():
        return operations.send_many(
            [
                Outgoing(
                    template="test.received",
                    key=f"k{number}",
                    organisation=prefecture,
                    address=f"a{number}@example.jp",
                    context={"amount": number},
                )
                for number in range(COUNT)
            ],
            now=NOW,
        )


def states() -> dict[str, int]:
    with as_system():
        found = list(Message.objects.values_list("state", flat=True))
    return {state: found.count(state) for state in set(found)}


def each_minute(since: datetime, until: datetime) -> Iterator[operations.Delivered]:
    """What the worker does each minute."""
    at = since
    while at < until:
        yield operations.deliver_due(clock=lambda at=at: at)  # type: ignore[misc] # mypy knows no defaults of lambdas
        at += MINUTE


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def test_an_hour_without_the_server_costs_no_mail_and_sends_none_twice(
    server: Behaviour, waiting: int, settings: Any
) -> None:
    port = settings.MAILERS["default"]["OPTIONS"]["port"] = free_port()
    away = list(each_minute(NOW, NOW + HOUR))
    assert states() == {State.QUEUED: COUNT}
    assert max(done.tried for done in away) == 1, "one a minute asks whether the server is back"

    back = Behaviour()
    controller = Controller(back, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        first, *others = each_minute(NOW + HOUR, NOW + 3 * HOUR)
    finally:
        controller.stop(no_assert=True)
    assert first.sent >= COUNT // 2, "what had not been tried in vain goes at once"
    assert states() == {State.SENT: COUNT}
    assert first.sent + sum(done.sent for done in others) == COUNT
    assert len({mail["Message-ID"] for mail in back.mails}) == len(back.taken) == COUNT


@contextmanager
def listening(answer: Callable[[socket.socket], object]) -> Iterator[int]:
    """A port where somebody takes the call."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=_take_calls, args=(listener, answer), daemon=True).start()
        yield int(listener.getsockname()[1])
        listener.shutdown(socket.SHUT_RDWR)


def _take_calls(listener: socket.socket, answer: Callable[[socket.socket], object]) -> None:
    while True:
        try:
            call, _address = listener.accept()
        except OSError:
            return
        with closing(call):
            answer(call)


@pytest.mark.parametrize(
    "answer",
    [
        lambda call: call.recv(1),  # hangs: not a word, until the caller gives up
        lambda call: None,  # hangs up at once
        lambda call: call.sendall(b"554 no service here\r\n"),
        lambda call: call.sendall(b"421 too busy\r\n"),
        lambda call: call.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n"),
    ],
    ids=["says nothing", "hangs up", "refuses all", "is too busy", "is no mail server"],
)
def test_a_server_that_takes_the_call_and_nothing_else_costs_no_mail(
    server: Behaviour, waiting: int, settings: Any, answer: Callable[[socket.socket], object]
) -> None:
    good = settings.MAILERS["default"]["OPTIONS"]["port"]
    with listening(answer) as settings.MAILERS["default"]["OPTIONS"]["port"]:
        done = operations.deliver_due(clock=lambda: NOW)
    assert (done.deferred, done.tried, done.away) == (1, 1, True)
    assert states() == {State.QUEUED: COUNT}
    settings.MAILERS["default"]["OPTIONS"]["port"] = good
    assert operations.deliver_due(clock=lambda: NOW + HOUR).sent == COUNT
