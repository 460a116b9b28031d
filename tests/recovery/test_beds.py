"""Web, worker and database killed with -9 while beds are offered, accepted and expire: each bed once, nothing lost."""

from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import suppress

import httpx
import pytest

from tests.recovery.site import DATABASE, Site, until
from tests.recovery.visitor import Visitor, visitors

pytestmark = [pytest.mark.recovery, pytest.mark.xdist_group("recovery")]

FURNISH = "from tests.recovery.waiting import furnish\nfurnish(staffed={}, waiting={}, offered={}, now=now)"
STAFFED, WAITING = 5, 9
REQUESTS = "SELECT public_id::text FROM outbreak_placementrequest ORDER BY id"
OFFERS = "SELECT public_id::text FROM outbreak_offer WHERE state = 'open' ORDER BY id"
POOL = "SELECT public_id::text FROM outbreak_bedpool"
KEPT = """
    SELECT p.reserved, p.occupied, (SELECT count(*) FROM outbreak_offer o WHERE o.state IN ('open', 'accepted')),
        (SELECT count(*) FROM outbreak_placementrequest r WHERE r.state = 'placed')
    FROM outbreak_bedpool p
"""
TOLD = "SELECT count(*), count(DISTINCT target) FROM audit_record WHERE action = %(act)s"
EXPIRE = "from naniwa.kernel.jobs import defer_by_name\ndefer_by_name('outbreak.expire_offers')"


def press(visitor: Visitor, path: str, values: dict[str, str]) -> bool:
    """Whether the site has acknowledged it."""
    with suppress(httpx.TransportError):
        return visitor.post(path, values).status_code == 302
    return False


def insist(visitor: Visitor, path: str, values: dict[str, str]) -> None:
    until(lambda: press(visitor, path, values), "the site to acknowledge", every=0.1)


def all_of(site: Site, keys: list[str], asked: list[tuple[str, dict[str, str]]], *killed: str) -> None:
    """Everybody presses, and presses again until it is acknowledged, though parts die in the middle of it."""
    with visitors(site.url, *keys) as windows, ThreadPoolExecutor(len(keys)) as threads:
        with site.held_up("audit_record") as somebody_writes:
            pressed = [threads.submit(insist, windows[number % len(windows)], *one) for number, one in enumerate(asked)]
            somebody_writes()
            site.kill(*killed)
        site.start(*killed)
        wait(pressed)
        assert [one.exception() for one in pressed] == [None] * len(asked)


def test_no_bed_is_given_twice_and_no_acknowledged_acceptance_is_lost(site: Site) -> None:
    site.start("database", "web")
    site.program(FURNISH.format(STAFFED, WAITING, 0))
    pool = site.value(POOL)
    offers = [(f"/staff/outbreak/placement/{one}/offer/", {"pool": pool}) for [one] in site.rows(REQUESTS)]
    all_of(site, ["coordinator"] * 4, offers, "web")
    assert site.rows(KEPT) == [(STAFFED, 0, STAFFED, 0)]
    assert site.rows(TOLD, act="outbreak.bed_offered") == [(STAFFED, STAFFED)]
    answers = [(f"/staff/outbreak/offers/{one}/", {"answer": "accept"}) for [one] in site.rows(OFFERS)]
    all_of(site, ["hospital"] * 3, answers, DATABASE, "web")
    assert site.rows(KEPT) == [(STAFFED, 0, STAFFED, STAFFED)]
    assert site.rows(TOLD, act="outbreak.bed_accepted") == [(STAFFED, STAFFED)]


def test_offers_that_nobody_answered_expire_once_though_the_worker_dies_at_it(site: Site) -> None:
    site.start("database")
    site.program(FURNISH.format(STAFFED, STAFFED, STAFFED) + f"\n{EXPIRE}")
    with site.held_up("audit_record") as somebody_writes:
        site.start("worker")
        somebody_writes()
        site.kill("worker")
    assert site.rows(KEPT) == [(STAFFED, 0, STAFFED, 0)]
    site.forget_workers()
    site.start("worker")
    until(lambda: site.rows(KEPT) == [(0, 0, 0, 0)], "the offers to expire", every=0.1)
    again = site.program(
        "from naniwa.services.outbreak.operations import beds_offers\nprint(beds_offers.expire(now=now))"
    )
    assert again.split()[-1] == "0"
    assert site.rows(TOLD, act="outbreak.bed_offer_expired") == [(STAFFED, STAFFED)]
