"""The whole demo: killed with -9, all of it at once, and stopped with Ctrl-C while it works."""

import time
from pathlib import Path

import pytest

from tests.folders import passable
from tests.recovery.running_demo import Demo, demo
from tests.recovery.site import OFTEN, PATIENCE, Site, answers, copy, free_port, gone, until
from tests.recovery.visitor import Visitor

pytestmark = [pytest.mark.recovery, pytest.mark.xdist_group("recovery")]

# Three seconds where nothing else is at work; a server that hangs takes four times as long.
STOPPED_WITHIN = 5.0
DRAFTS = "from tests.recovery.furnishing import publish_with_drafts\npublish_with_drafts(2)"
RECEIPT = "SELECT id FROM notifications_message WHERE key = 'procedures.received.' || %(reference)s"
UNDELIVERED = "SELECT count(*) FROM events_event WHERE delivered_at IS NULL"
STATES = "SELECT DISTINCT state FROM notifications_message WHERE state <> 'letter'"
SENT = "SELECT id FROM notifications_message WHERE state = 'sent'"


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    return passable(tmp_path)


@pytest.fixture
def full(prepared: Path) -> Path:
    """People, cases, drafts, and more than a hundred mails that wait to be sent."""
    return copy(prepared, prepared.with_name("demo"))


def _came(running: Demo, reference: str) -> int:
    """How often the mail about this receipt number came."""
    return sum(running.mails()[message_id(number)] for [number] in running.site.rows(RECEIPT, reference=reference))


def message_id(number: object) -> str:
    return f"<{number}@127.0.0.1>"


def _all_sent(site: Site) -> bool:
    return site.value(UNDELIVERED) == 0 and site.rows(STATES) == [("sent",)]


def _stopped(running: Demo) -> float:
    """Press Ctrl-C; how many seconds until nothing is left of it."""
    everything, started = running.everything, time.monotonic()
    running.interrupt()
    running.process.wait(PATIENCE)
    took = time.monotonic() - started
    assert [pid for pid in everything if not gone(pid)] == []
    assert not answers(running.site.url)
    return took


@pytest.mark.thorough
def test_all_of_the_demo_killed_at_once_comes_back_with_every_receipt_and_its_one_mail(empty: Path) -> None:
    port = free_port()
    with demo(empty, port) as running, Visitor(running.site.url, "resident") as visitor:
        running.site.program(DRAFTS)
        told, untold = running.site.drafts()
        first = visitor.hand_in(told)
        until(lambda: _came(running, first), "the first mail")
        with running.site.held_up("events_delivery") as worker_is_at_it:
            second = visitor.hand_in(untold)
            worker_is_at_it()
            running.kill()
    with demo(empty, port) as again, Visitor(again.site.url, "resident") as visitor:
        for reference in (first, second):
            assert reference in visitor.page(f"/applications/{reference}/")
        assert again.site.whole() == sorted((reference, 1, 1, 1, 1, 1) for reference in (first, second))
        until(lambda: _came(again, second), "the second mail")
        until(lambda: _all_sent(again.site), "the rest", every=OFTEN)
        assert (_came(again, first), _came(again, second)) == (1, 1)


def test_ctrl_c_stops_the_demo_while_it_sends_and_each_mail_goes_out_once(full: Path) -> None:
    port = free_port()
    with demo(full, port) as running:
        until(running.mails, "the first mail")
        assert _stopped(running) < STOPPED_WITHIN
    with demo(full, port) as again:
        until(lambda: _all_sent(again.site), "all mails", every=OFTEN)
        assert again.mails() == {message_id(number): 1 for [number] in again.site.rows(SENT)}


@pytest.mark.thorough
def test_a_job_that_ctrl_c_cuts_off_is_done_after_the_next_start(full: Path) -> None:
    port = free_port()
    with demo(full, port) as running, running.site.held_up("events_delivery") as worker_is_at_it:
        with Visitor(running.site.url, "resident") as visitor:
            reference = visitor.hand_in(running.site.drafts()[0])
        worker_is_at_it()
        assert _stopped(running) < STOPPED_WITHIN
    with demo(full, port) as again:
        until(lambda: _all_sent(again.site), "all mails", every=OFTEN)
        assert _came(again, reference) == 1
