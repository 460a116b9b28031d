"""Check-ins when processes are killed: none acknowledged is lost, nobody is told twice, each day is forgotten once."""

import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from functools import partial
from http.client import HTTPConnection, HTTPException
from itertools import count
from threading import Event
from typing import Any
from urllib.parse import urlencode, urlsplit
from uuid import uuid4

import pytest

from naniwa.services.check_ins.rules import codes
from naniwa.services.check_ins.samples import CASES
from tests.recovery.postbox import OK, Postbox, receiving
from tests.recovery.site import OFTEN, PATIENCE, Site, answers, until
from tests.thorough import ways

pytestmark = [pytest.mark.recovery, pytest.mark.xdist_group("recovery")]

THERE = {f"visitor-{number}@resident.example.jp" for number in range(10)} | {CASES[1]}
"""Who, of the samples, met the first case."""
FIFTH = 5
CROWD = 8
APPROVE = """
from naniwa.kernel.organisations.isolation import Scope, acting_as, as_system
from naniwa.kernel.people.access import Staff
from naniwa.kernel.people.models import Person
from naniwa.services.check_ins.models import Alert
from naniwa.services.check_ins.operations import approving
from naniwa.services.check_ins.samples import PASSPHRASE
from naniwa.web.demo.people import PEOPLE
with as_system():
    alert = Alert.objects.select_related('organisation').earliest('pk')
    two = list(Person.objects.filter(email__in=[one.email for one in PEOPLE if one.key.startswith('approver')])[:2])
for person in two:
    by = Staff(person, alert.organisation, frozenset({'approver'}))
    with acting_as(Scope(organisation_id=by.organisation.pk, person_id=person.pk)):
        approving.approve(alert=alert, passphrase=PASSPHRASE, by=by, now=now)
"""
FORGET = """
from datetime import timedelta
from naniwa.services.check_ins.operations import forgetting
forgetting.forget_old(now=now + timedelta(days=100))
"""
PARTITIONS = "SELECT check_ins_days()::text ORDER BY 1"
RECEIPTS = "SELECT day::text, encode(signature, 'hex') FROM check_ins_day WHERE forgotten_at IS NOT NULL ORDER BY 1"
FORGOTTEN = "SELECT target, count(*) FROM audit_record WHERE action = 'check_ins.forgotten' GROUP BY 1 ORDER BY 1"
WRITTEN = "SELECT press::text, count(*) FROM check_ins_checkin WHERE press::text = ANY(%(known)s) GROUP BY 1"
POSTS = "SELECT state, count(*)::int FROM check_ins_post WHERE reference <> '' GROUP BY 1"
PEOPLE = "SELECT state, people FROM check_ins_alert WHERE number IN (SELECT reference FROM check_ins_post)"


class Inbox(Postbox):
    """Notes to whom alerts came; strikes at one of them."""

    def __init__(self, command: str, strike: Callable[[], None]) -> None:
        super().__init__(command, FIFTH, strike)
        self.told: Counter[str] = Counter()

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: list[str]) -> str:  # noqa: N802 - aiosmtpd's own
        if address in THERE:
            return await super().handle_RCPT(server, session, envelope, address, options)
        envelope.rcpt_tos.append(address)
        return OK

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's own
        if b"<check-ins-named." not in envelope.content:
            return OK
        self.told[envelope.rcpt_tos[0]] += 1
        return await super().handle_DATA(server, session, envelope)


@pytest.mark.parametrize(
    ("command", "reached", "writing"),
    ways([("DATA", True, False)], more=[("DATA", True, True), ("RCPT", False, False)]),
)
def test_a_worker_killed_while_an_alert_goes_out_tells_nobody_twice_and_forgets_nobody(
    site: Site, command: str, *, reached: bool, writing: bool
) -> None:
    """While one mail is spoken to the mail server; where `writing`, also before, while the mails are written."""
    dead = Event()

    def kill() -> None:
        site.kill("worker")
        dead.set()

    inbox = Inbox(command, kill)
    site.start("database")
    site.program(APPROVE)
    with receiving(inbox, site.smtp_port):
        if writing:
            with site.held_up("check_ins_post") as somebody_writes:
                site.start("worker")
                somebody_writes()
                site.kill("worker")
            assert site.rows(POSTS) == []
            site.forget_workers()
        site.start("worker")
        assert dead.wait(PATIENCE)
        site.forget_workers()
        site.start("worker")
        until(lambda: _all_but_one_sent(site), "all others", every=OFTEN)
        site.kill("worker")
    assert set(inbox.told.values()) == {1}
    assert len(THERE - inbox.told.keys()) == (0 if reached else 1)
    states = dict(site.rows(POSTS))
    assert states["sending"] == 1, "nobody knows whether it arrived: it is not sent again"
    assert site.rows(PEOPLE) == [("sent", sum(states.values()))]
    assert not list((site.folder / "check-in-keys/lent").iterdir()), "the officer's key was taken back"


def _all_but_one_sent(site: Site) -> bool:
    states = dict(site.rows(POSTS))
    return states.keys() == {"sending", "sent"} and states["sending"] == 1


@pytest.mark.parametrize("killed_after", ways([[100]], more=[[100, 300, 500]]), ids=len)
def test_no_acknowledged_check_in_is_lost_when_server_and_database_die(site: Site, killed_after: list[int]) -> None:
    site.start("database", "web")
    venue = codes.short(site.value("SELECT public_id FROM check_ins_venue ORDER BY id LIMIT 1"))
    acknowledged: set[str] = set()
    stop, numbers = Event(), count()

    def visit() -> None:
        while not stop.is_set():
            press, address = str(uuid4()), f"visitor-{next(numbers)}@crowd.example.jp"
            while not _checked_in(site, venue, press, address):
                until(lambda: stop.is_set() or answers(site.url), "the site to come back", every=OFTEN)
                if stop.is_set():
                    return
            acknowledged.add(press)

    with ThreadPoolExecutor(CROWD) as crowd:
        done = [crowd.submit(visit) for _person in range(CROWD)]
        try:
            for least in killed_after:
                until(partial(_has, acknowledged, least), f"{least} check-ins", every=OFTEN)
                site.kill("database", "web")
                before = set(acknowledged)
                site.start("database", "web")
                assert len(site.rows(WRITTEN, known=list(before))) == len(before)
        finally:
            stop.set()
        for one in done:
            one.result(PATIENCE)
    assert dict(site.rows(WRITTEN, known=list(acknowledged))) == dict.fromkeys(acknowledged, 1)


def _has(acknowledged: set[str], least: int) -> bool:
    return len(acknowledged) >= least


def _checked_in(site: Site, venue: str, press: str, address: str) -> bool:
    """Whether the site said so."""
    headers = {"Origin": site.url, "Content-Type": "application/x-www-form-urlencoded"}
    connection = HTTPConnection(urlsplit(site.url).netloc, timeout=PATIENCE)
    with closing(connection) as sent, suppress(OSError, HTTPException):
        sent.request("POST", f"/c/{venue}/", urlencode({"number": press, "email": address, "waited": "0"}), headers)
        return sent.getresponse().status == 302
    return False


def test_forgetting_a_day_that_was_killed_in_the_middle_is_finished_by_the_next_with_one_receipt(site: Site) -> None:
    """Killed with the key gone and the rows there; then with the rows dropped, before the receipt is written."""
    site.start("database")
    days = [day for [day] in site.rows(PARTITIONS)]
    keys = site.folder / "check-in-keys/days"
    assert len(days) > 2
    for table in ("check_ins_checkin", "check_ins_day"):
        with site.held_up(table) as somebody_waits:
            forgetting = _begun(site, FORGET)
            somebody_waits()
            forgetting.kill()
            forgetting.wait()
        assert [day for [day] in site.rows(PARTITIONS)] == days
        assert site.rows(RECEIPTS) == []
        assert not (keys / f"{days[0]}.key").exists(), "nobody can read the day any more"
    site.program(FORGET)
    receipts = site.rows(RECEIPTS)
    assert ([day for day, _signature in receipts], site.rows(PARTITIONS)) == (days, [])
    assert not list(keys.iterdir())
    assert site.rows(FORGOTTEN) == [(day, 1) for day in days]


def _begun(site: Site, code: str) -> subprocess.Popen[bytes]:
    lines = ["import django", "django.setup()", "from django.utils import timezone", "now = timezone.now()", code]
    return subprocess.Popen([sys.executable, "-c", "\n".join(lines)], env=site.environment)
