"""The worker killed with -9 while it speaks with a mail server: nobody gets a mail twice, and none is forgotten."""

from threading import Event

import pytest

from tests.recovery.postbox import Postbox, receiving
from tests.recovery.site import PATIENCE, Site, until

pytestmark = [pytest.mark.recovery, pytest.mark.xdist_group("recovery")]

STATES = "SELECT state, count(*)::int FROM notifications_message GROUP BY 1"
LONG_AGO = (
    "UPDATE notifications_message SET claimed_at = now() - interval '16 minutes' WHERE state = 'sending' RETURNING id"
)
LOOK_FOR_LOST = """
from naniwa.kernel.jobs.execution import execute
from naniwa.kernel.notifications.jobs import give_up_on_lost
execute(give_up_on_lost, {}, now=now)
"""
NUMBER = 5


def _states(site: Site) -> dict[str, int]:
    return dict(site.rows(STATES))


@pytest.mark.parametrize(("command", "reached"), [("MAIL", False), ("RCPT", False), ("DATA", True)])
def test_a_worker_killed_while_sending_sends_nothing_twice_and_forgets_nothing(
    site: Site, command: str, *, reached: bool
) -> None:
    dead = Event()

    def kill() -> None:
        site.kill("worker")
        dead.set()

    postbox = Postbox(command, NUMBER, kill)
    with receiving(postbox, site.smtp_port):
        site.start("database", "worker")
        assert dead.wait(PATIENCE)
        assert _states(site)["sending"] == 1
        site.forget_workers()
        site.start("worker")
        until(lambda: _states(site).keys() == {"sending", "sent"} and _states(site)["sending"] == 1, "all others")
        [[lost]] = site.rows(LONG_AGO)
        site.program(LOOK_FOR_LOST)
        site.kill("worker")
    assert _states(site)["unconfirmed"] == 1, "staff see it on their list of what may not have arrived"
    sent = {
        f"<{number}@127.0.0.1>" for [number] in site.rows("SELECT id FROM notifications_message WHERE state = 'sent'")
    }
    assert sum(_states(site).values()) == len(sent) + 1
    assert postbox.taken == dict.fromkeys([*sent, *([f"<{lost}@127.0.0.1>"] if reached else [])], 1)
