"""The web server killed with -9 while people hand in their applications."""

import os
import signal
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial

import httpx
import pytest

from tests.recovery.site import PATIENCE, Site, answers, below, gone, until
from tests.recovery.visitor import Visitor, visitors

pytestmark = [pytest.mark.recovery, pytest.mark.xdist_group("recovery")]

KILLED_AFTER = (12, 24, 36)
WINDOWS = 4


@pytest.fixture
def site(site: Site) -> Site:
    """With as many processes as an installation has unless it says otherwise."""
    site.web_workers = 2
    return site


def _insist(visitor: Visitor, drafts: list[str], acknowledged: dict[str, str]) -> None:
    """Hand in one after the other; where the site breaks off, press again when it is back."""
    for draft in drafts:
        while draft not in acknowledged:
            with suppress(httpx.TransportError):
                acknowledged[draft] = visitor.hand_in(draft)
                break
            until(lambda: answers(str(visitor.client.base_url)), "the site to come back")


def test_what_was_being_written_when_the_web_server_died_is_not_there(site: Site) -> None:
    site.start("database", "web")
    drafts = site.drafts()[:WINDOWS]
    with visitors(site.url, *["resident"] * WINDOWS) as windows, ThreadPoolExecutor(WINDOWS) as threads:
        with site.held_up("audit_record") as somebody_writes:
            waiting = [threads.submit(Visitor.hand_in, *pair) for pair in zip(windows, drafts, strict=True)]
            somebody_writes()
            site.kill("web")
            assert all(isinstance(one.exception(PATIENCE), httpx.TransportError) for one in waiting)
        until(
            lambda: site.value("SELECT count(*) FROM pg_locks WHERE relation = 'audit_record'::regclass") == 0,
            "the end",
        )
        assert site.whole() == []
        site.start("web")
        references = [one.hand_in(draft) for one, draft in zip(windows, drafts, strict=True)]
    assert sorted(site.whole()) == sorted((reference, 1, 1, 1, 1, 1) for reference in references)


def test_every_acknowledged_receipt_is_there_once_and_whole_however_often_the_web_server_dies(site: Site) -> None:
    site.start("database", "web")
    drafts = site.drafts()
    acknowledged: dict[str, str] = {}
    with visitors(site.url, *["resident"] * WINDOWS) as windows, ThreadPoolExecutor(WINDOWS) as threads:
        done = [
            threads.submit(_insist, one, drafts[number::WINDOWS], acknowledged) for number, one in enumerate(windows)
        ]
        for count in KILLED_AFTER:
            until(partial(_has, acknowledged, count), f"{count} receipts")
            site.kill("web")
            site.start("web")
        for one in done:
            one.result(PATIENCE)
        assert sorted(site.whole()) == sorted((reference, 1, 1, 1, 1, 1) for reference in acknowledged.values())
        assert len(acknowledged) == len(drafts)
        assert {draft: windows[0].hand_in(draft) for draft in drafts} == acknowledged
    assert len(site.whole()) == len(drafts)


@pytest.mark.parametrize("when", ["answering", "loading"])
def test_no_process_outlives_a_web_server_that_was_killed_alone(site: Site, when: str) -> None:
    site.start("database")
    if when == "answering":
        site.start("web")
    else:
        site.children["web"] = site.child("web")
    server = site.children["web"].pid
    processes = until(lambda: [pid for pid in below(server) if pid != server], "its processes")
    os.kill(server, signal.SIGKILL)
    until(lambda: all(gone(pid) for pid in processes), "its processes to end")
    assert not answers(site.url)


def _has(acknowledged: dict[str, str], least: int) -> bool:
    return len(acknowledged) >= least
