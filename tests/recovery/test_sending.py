"""The worker killed with -9 while it speaks with a mail server: nobody gets a mail twice, and none is forgotten."""

from threading import Event

import pytest

from tests.recovery.postbox import Postbox, receiving
from tests.recovery.site import OFTEN, PATIENCE, Site, until
from tests.thorough import ways

pytestmark = [pytest.mark.recovery, pytest.mark.xdist_group("recovery")]

# Of the mails there were at the start: each minute the demo adds an application with its own.
STATES = "SELECT state, count(*)::int FROM notifications_message WHERE id = ANY(%(known)s) GROUP BY 1"
SENT = "SELECT id FROM notifications_message WHERE state = 'sent' AND id = ANY(%(known)s)"
LONG_AGO = (
    "UPDATE notifications_message SET claimed_at = now() - interval '16 minutes' WHERE state = 'sending' RETURNING id"
)
LOOK_FOR_LOST = """
from naniwa.kernel.jobs.execution import execute
from naniwa.kernel.notifications.jobs import give_up_on_lost
execute(give_up_on_lost, {}, now=now)
"""
NUMBER = 5


def _states(site: Site, known: list[object]) -> dict[str, int]:
    return dict(site.rows(STATES, known=known))


def _message_id(number: object) -> str:
    return f"<{number}@127.0.0.1>"


@pytest.mark.parametrize(("command", "reached"), ways([("DATA", True)], more=[("MAIL", False), ("RCPT", False)]))
def test_a_worker_killed_while_sending_sends_nothing_twice_and_forgets_nothing(
    site: Site, command: str, *, reached: bool
) -> None:
    dead = Event()

    def kill() -> None:
        site.kill("worker")
        dead.set()

    postbox = Postbox(command, NUMBER, kill)
    with receiving(postbox, site.smtp_port):
        site.start("database")
        known = [number for [number] in site.rows("SELECT id FROM notifications_message")]
        site.start("worker")
        assert dead.wait(PATIENCE)
        assert _states(site, known)["sending"] == 1
        site.forget_workers()
        site.start("worker")
        until(
            lambda: _states(site, known).keys() == {"sending", "sent"} and _states(site, known)["sending"] == 1,
            "all others",
            every=OFTEN,
        )
        [[lost]] = site.rows(LONG_AGO)
        site.program(LOOK_FOR_LOST)
        site.kill("worker")
    assert _states(site, known)["unconfirmed"] == 1, "staff see it on their list of what may not have arrived"
    sent = {_message_id(number) for [number] in site.rows(SENT, known=known)}
    assert sum(_states(site, known).values()) == len(sent) + 1
    taken = {one: count for one, count in postbox.taken.items() if one in {_message_id(number) for number in known}}
    assert taken == dict.fromkeys([*sent, *([_message_id(lost)] if reached else [])], 1)
