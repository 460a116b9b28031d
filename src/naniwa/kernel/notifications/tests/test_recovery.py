"""The sending process is killed in the middle of a conversation: nothing is sent twice, and nothing is forgotten."""

import os
import signal
import subprocess
import sys
from datetime import timedelta
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP
from django.utils import timezone

from naniwa.kernel.jobs.tests.processes import environment
from naniwa.kernel.notifications import operations
from naniwa.kernel.notifications.models import Message, State
from naniwa.kernel.notifications.operations.delivering import LOST_AFTER
from naniwa.kernel.notifications.outgoing import Outgoing
from naniwa.kernel.notifications.tests.conftest import NOW, Behaviour
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.organisations.models import Organisation

pytestmark = [pytest.mark.recovery, pytest.mark.django_db(transaction=True)]

COUNT = 6
PROGRAM = """
import django
django.setup()
from django.utils import timezone
from naniwa.kernel.notifications import operations
operations.deliver_due(clock=timezone.now)
"""


class Killing(Behaviour):
    """Kills its client at one command of its third mail."""

    at = ""
    seen = 0
    victim: subprocess.Popen[bytes] | None = None

    async def _answer(self, command: str, server: SMTP) -> str:
        self.seen += command == self.at
        if self.victim and command == self.at and self.seen == 3:
            os.kill(self.victim.pid, signal.SIGKILL)
        return await super()._answer(command, server)


def _sender(settings: Any) -> "subprocess.Popen[bytes]":
    port = settings.MAILERS["default"]["OPTIONS"]["port"]
    variables = environment() | {"NANIWA_SMTP_URL": f"smtp://127.0.0.1:{port}"}
    return subprocess.Popen([sys.executable, "-c", PROGRAM], env=variables)  # noqa: S603 - our own program


def _states() -> dict[str, int]:
    with as_system():
        states = list(Message.objects.values_list("state", flat=True))
    return {state: states.count(state) for state in set(states)}


@pytest.mark.parametrize(("command", "taken_of_the_lost"), [("MAIL", 0), ("RCPT", 0), ("DATA", 1)])
def test_a_killed_sender_never_makes_anyone_get_a_message_twice(
    server: Behaviour, prefecture: Organisation, settings: Any, command: str, taken_of_the_lost: int
) -> None:
    with as_system():
        operations.send_many(
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
    server.__class__, server.at = Killing, command  # type: ignore[attr-defined] # the fixture's server, with a weapon
    server.victim = _sender(settings)  # type: ignore[attr-defined] # as above
    assert server.victim.wait(60) == -signal.SIGKILL  # type: ignore[attr-defined] # as above
    assert _states() == {State.SENT: 2, State.SENDING: 1, State.QUEUED: COUNT - 3}

    server.victim = None  # type: ignore[attr-defined] # as above
    operations.deliver_due(clock=timezone.now)
    assert _states() == {State.SENT: COUNT - 1, State.SENDING: 1}

    with as_system():
        lost = Message.objects.get(state=State.SENDING)
        assert lost.claimed_at
        assert operations.give_up_on_lost(now=lost.claimed_at + LOST_AFTER + timedelta(seconds=1)) == 1
    operations.deliver_due(clock=timezone.now)
    assert _states() == {State.SENT: COUNT - 1, State.UNCONFIRMED: 1}

    numbers = [mail["Message-ID"] for mail in server.mails]
    assert len(numbers) == len(set(numbers)) == COUNT - 1 + taken_of_the_lost
