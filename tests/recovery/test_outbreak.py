"""Worker, web server and database killed with -9 in an outbreak: each line once, no RED forgotten, nobody asked twice."""

import re
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from functools import partial

import httpx
import pytest

from tests.recovery.site import DATABASE, OFTEN, PATIENCE, Site, answers, until
from tests.recovery.visitor import TOKEN

pytestmark = [pytest.mark.recovery, pytest.mark.xdist_group("recovery")]

PEOPLE, LINES = 500, 5_001
# What was taken in, counted in five ways that must agree.
TAKEN = """
    SELECT i.state, i.done, i.new, (SELECT count(*) FROM outbreak_intakeline l WHERE l.intake_id = i.id AND outcome = 'new'),
        (SELECT count(*) FROM outbreak_case c WHERE c.source = 'file'),
        (SELECT count(DISTINCT c.local_number) FROM outbreak_case c WHERE c.source = 'file'),
        (SELECT count(*) FROM audit_record r WHERE r.action = 'outbreak.reported' AND r.detail::text LIKE '%%intake%%')
    FROM outbreak_intake i
"""
LEFT = """
    SELECT (SELECT count(*) FROM outbreak_case WHERE source = 'file'),
        (SELECT count(*) FROM outbreak_intakeline WHERE outcome <> 'undone'),
        (SELECT count(*) FROM outbreak_intakeline WHERE outcome = 'undone')
"""
SEND = """
from tests.recovery import patients
from naniwa.kernel.organisations.isolation import as_system
from naniwa.services.outbreak.operations import taking
by = patients.caller()
intake = patients.sheet(stretches=2, people=500, by=by, now=now)
with as_system():
    taking.begin(intake=intake, by=by, now=now)
"""
UNDO = """
from tests.recovery import patients
from naniwa.kernel.organisations.isolation import as_system
from naniwa.services.outbreak.models import Intake
from naniwa.services.outbreak.operations import taking
with as_system():
    taking.begin_undoing(intake=Intake.objects.get(), by=patients.caller(), now=now)
"""


def test_a_file_is_taken_in_once_and_undone_once_though_its_worker_dies_in_the_middle(site: Site) -> None:
    site.start("database")
    site.rows("DELETE FROM procrastinate_jobs RETURNING id")  # the demo's backlog, which would come first
    site.program(SEND)
    last = "SELECT 1 FROM outbreak_intakeline WHERE number = (SELECT max(number) FROM outbreak_intakeline)"
    with site.row_held(last) as somebody_waits:
        site.start("worker")
        somebody_waits()
        site.kill("worker")
    assert site.rows(TAKEN) == [("taking", LINES - 1, PEOPLE, LINES - 1, PEOPLE, PEOPLE, PEOPLE)]

    _again(site)
    whole = [("taken", LINES, PEOPLE + 1, LINES, PEOPLE + 1, PEOPLE + 1, PEOPLE + 1)]
    until(lambda: site.value("SELECT state FROM outbreak_intake") == "taken", "the rest", every=OFTEN)
    assert site.rows(TAKEN) == whole

    with site.row_held("SELECT 1 FROM outbreak_case WHERE local_number = '7'") as somebody_waits:
        site.program(UNDO)
        somebody_waits()
        site.kill("worker")
    assert site.rows(LEFT) == [(PEOPLE + 1, LINES, 0)]
    _again(site)
    until(lambda: site.rows(LEFT) == [(0, 0, LINES)], "everything to be taken back", every=OFTEN)


def _again(site: Site) -> None:
    site.forget_workers()
    site.start("worker")


PATIENTS = 8
CODES = """
from datetime import timedelta
from tests.recovery import patients
for case in patients.reached(8, at=now - timedelta(hours=2)):
    print(case.code)
"""
# A patient's RED reports, and those whose task is open and somebody's.
REDS = """
    SELECT c.code, count(*), count(*) FILTER (WHERE t.closed_at IS NULL AND t.owner_id IS NOT NULL),
        (SELECT count(*) FROM audit_record r WHERE r.action = 'outbreak.observed' AND r.target = c.reference
            AND r.detail::text LIKE '%%red%%')
    FROM outbreak_observation o JOIN outbreak_case c ON c.id = o.case_id LEFT JOIN outbreak_task t ON t.id = o.task_id
    WHERE o.level = 'red' AND c.email <> '' GROUP BY c.id ORDER BY c.code
"""
NUMBER = re.compile(r'name="number" value="([^"]+)"')


@dataclass
class Patient:
    """At the page without an account; what was sent is sent again until it is acknowledged."""

    url: str
    code: str
    client: httpx.Client = field(init=False)

    def __post_init__(self) -> None:
        self.client = httpx.Client(base_url=self.url, timeout=PATIENCE, trust_env=False)
        self.client.get("/observation/")
        assert self.send("/observation/", {"code": self.code, "born_on": "1950-04-01"}) == "/observation/today/"
        shown = NUMBER.search(self.client.get("/observation/today/").text)
        assert shown
        self.report = {"number": shown[1], "spo2": "88"}

    def send(self, path: str, form: dict[str, str]) -> str:
        answer = self.client.post(path, data=form, headers={"X-CSRFToken": self.client.cookies[TOKEN]})
        assert answer.status_code == 302, answer.text[:500]
        return str(answer.headers["Location"])

    def insist(self, acknowledged: list[str]) -> None:
        while True:
            with suppress(httpx.TransportError, AssertionError):
                assert self.send("/observation/today/", self.report) == "/observation/thanks/"
                acknowledged.append(self.code)
                return
            until(lambda: answers(self.url), "the site to come back", every=OFTEN)


def test_a_red_report_that_was_acknowledged_has_its_open_task_though_web_and_database_die(site: Site) -> None:
    site.start("database", "web")
    codes = site.program(CODES).split()
    sick = [Patient(site.url, code) for code in codes]
    acknowledged: list[str] = []
    with ThreadPoolExecutor(2) as threads, ExitStack() as clients:
        for one in sick:
            clients.callback(one.client.close)
        sent = [threads.submit(one.insist, acknowledged) for one in sick]
        until(lambda: len(acknowledged) >= PATIENTS // 2, "half of them")
        site.kill(DATABASE, "web")
        before = list(acknowledged)
        site.start(DATABASE)
        kept = {code: tuple(counts) for code, *counts in site.rows(REDS)}
        assert {code: kept.get(code) for code in before} == dict.fromkeys(before, (1, 1, 1))
        site.start("web")
        for done in sent:
            done.result(PATIENCE)
    assert {code: tuple(counts) for code, *counts in site.rows(REDS)} == dict.fromkeys(codes, (1, 1, 1))


LATE = """
from datetime import timedelta
from tests.recovery import patients
patients.reached(8, at=now - timedelta(days=2))
"""
CLIMB = """
from naniwa.kernel.jobs.execution import execute
from naniwa.services.outbreak.jobs import climb
execute(climb, {}, now=now)
"""
REMINDED = """
    SELECT (SELECT count(*) FROM notifications_message WHERE template = 'outbreak.reminder'),
        (SELECT count(DISTINCT reference) FROM notifications_message WHERE template = 'outbreak.reminder'),
        (SELECT count(*) FROM outbreak_case WHERE email <> '' AND ladder = 1)
"""


def test_a_ladder_that_dies_half_way_reminds_everybody_once(site: Site) -> None:
    site.start("database")
    with site.held_up("notifications_message") as somebody_writes:
        site.begin("ladder", LATE + CLIMB)
        somebody_writes()
        site.kill("ladder")
    until(partial(_free, site), "the end of what was begun")
    assert site.rows(REMINDED) == [(0, 0, 0)]
    site.program(f"{CLIMB}execute(climb, {{}}, now=now)")  # and once more, as when a worker dies after its work
    assert site.rows(REMINDED) == [(PATIENTS, PATIENTS, PATIENTS)]


def _free(site: Site) -> bool:
    held = "SELECT count(*) FROM pg_locks WHERE relation = 'notifications_message'::regclass"
    return bool(site.value(held) == 0)
