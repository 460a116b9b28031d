"""A part of the site killed with -9 in the middle of an act, or just after it: all of it or nothing, once."""

import re
from concurrent.futures import ThreadPoolExecutor
from itertools import product

import pytest

from tests.recovery.site import DATABASE, PATIENCE, Site, until
from tests.recovery.visitor import Visitor
from tests.thorough import ways

pytestmark = [pytest.mark.recovery, pytest.mark.xdist_group("recovery")]

# What each act leaves, counted; an act done once adds exactly one of each kind for each case.
DECIDED = """
    SELECT (SELECT count(*) FROM procedures_batch), (SELECT count(*) FROM procedures_decision),
        (SELECT count(*) FROM payments_claim)
            + (SELECT count(*) FROM procedures_decision WHERE coalesce(amount_yen, 0) = 0),
        (SELECT count(*) FROM notifications_message WHERE key LIKE 'procedures.decision.%'),
        (SELECT count(*) FROM audit_record WHERE action IN ('procedures.approved', 'procedures.declined')),
        (SELECT coalesce(sum(jsonb_array_length(payload -> 'references')), 0)::int FROM events_event
            WHERE name = 'procedures.applications_decided')
"""
RELEASED = """
    SELECT (SELECT count(*) FROM payments_run WHERE state = 'released'),
        (SELECT count(*) FROM payments_run WHERE state = 'released' AND length(file) = 120 * (records + 3)),
        (SELECT count(*) FROM audit_record WHERE action = 'payments.run_released'),
        (SELECT count(*) FROM events_event WHERE name = 'payments.run_released')
"""
HANDED_IN = """
    SELECT (SELECT count(*) FROM procedures_application), (SELECT count(*) FROM procedures_submission),
        (SELECT count(*) FROM procedures_draft WHERE application_id IS NOT NULL AND procedure = 'journey'),
        (SELECT count(*) FROM audit_record WHERE action = 'procedures.received'),
        (SELECT coalesce(sum(jsonb_array_length(payload -> 'references')), 0)::int FROM events_event
            WHERE name = 'procedures.applications_received')
"""
NOTIFIED = """
    SELECT (SELECT count(*) FROM procedures_batch), (SELECT count(*) FROM procedures_notice WHERE state = 'sent'),
        (SELECT count(*) FROM notifications_message WHERE key LIKE 'procedures.notice.%'),
        (SELECT count(*) FROM audit_record WHERE action = 'procedures.notice_sent'),
        (SELECT count(*) FROM procedures_application WHERE state = 'needs_correction')
"""
SEALED = "SELECT count(*), count(DISTINCT id) FROM audit_block, unnest(ids) AS id"
SEAL = "from naniwa.kernel.jobs import defer_by_name\ndefer_by_name('audit.seal')"
FORM = re.compile(r'name="(number|until)" value="([^"]+)"')

SEAL_AND_VERIFY = """
from naniwa.kernel.audit import operations, queries
operations.seal(now=now)
assert queries.verify() == []
"""

type Counts = tuple[int, ...]


class Act:
    """Something done by `part` of the site, which writes to `table` late in its transaction; it may be done again."""

    part, table, counts = "web", "", ""

    def __init__(self, site: Site) -> None:
        self.site = site
        site.start("database", self.part)

    def do(self) -> object:
        raise NotImplementedError

    def state(self) -> Counts:
        [counts] = self.site.rows(self.counts)
        return counts


class HandingIn(Act):
    """An applicant's last press."""

    table, counts = "events_event", HANDED_IN

    def __init__(self, site: Site) -> None:
        super().__init__(site)
        self.draft = site.drafts()[0]

    def do(self) -> str:
        with Visitor(self.site.url, "resident") as resident:
            return resident.hand_in(self.draft)


class Noticing(Act):
    """The reviewer's sending of every notice that is ready."""

    table, counts = "notifications_message", NOTIFIED

    def __init__(self, site: Site) -> None:
        super().__init__(site)
        with Visitor(site.url, "reviewer_a") as reviewer:
            shown = reviewer.page("/staff/notices/confirm/")
        self.form = dict(FORM.findall(shown)) | {"read": "yes"}

    def do(self) -> str:
        with Visitor(self.site.url, "reviewer_a") as reviewer:
            return reviewer.led_to("/staff/notices/send/", self.form)


class Deciding(Act):
    """The approver's decision over everything that waits for one."""

    table, counts = "payments_claim", DECIDED

    def __init__(self, site: Site) -> None:
        super().__init__(site)
        with Visitor(site.url, "approver") as approver:
            shown = approver.page("/staff/decisions/confirm/")
        self.form = dict(FORM.findall(shown)) | {"read": "yes"}

    def do(self) -> str:
        with Visitor(self.site.url, "approver") as approver:
            return approver.led_to("/staff/decisions/carry-out/", self.form)


class Releasing(Act):
    """The release of a run that somebody else made up."""

    table, counts = "events_event", RELEASED

    def __init__(self, site: Site) -> None:
        super().__init__(site)
        self.run = site.rows("SELECT public_id FROM payments_run WHERE state = 'draft' ORDER BY number LIMIT 1")[0][0]

    def do(self) -> str:
        with Visitor(self.site.url, "releaser") as releaser:
            return releaser.led_to(f"/staff/payouts/runs/{self.run}/release/")


class Sealing(Act):
    """The seal over the audit trail, by the worker."""

    part, table, counts = "worker", "audit_block", SEALED

    def __init__(self, site: Site) -> None:
        site.start("database")
        site.rows("DELETE FROM procrastinate_jobs RETURNING id")  # the demo's backlog, which would come first
        super().__init__(site)

    def do(self) -> None:
        before = self.state()
        self.site.program(SEAL)
        until(lambda: self.state() != before, "the seal")


def _killed_in_the_middle(site: Site, act: Act, victim: str) -> None:
    """The act stands where nearly everything is written and nothing is committed."""
    with ThreadPoolExecutor(1) as thread:
        with site.held_up(act.table) as somebody_writes:
            doing = thread.submit(act.do)
            somebody_writes()
            site.kill(victim)
        assert doing.exception(PATIENCE)


ACTS: list[type[Act]] = [HandingIn, Noticing, Deciding, Releasing]


USUAL: list[tuple[type[Act], str]] = [
    (HandingIn, DATABASE),
]  # fmt: skip
MORE = [one for one in (*product(ACTS, [DATABASE, "web"]), (Sealing, DATABASE)) if one not in USUAL]


@pytest.mark.parametrize(("kind", "victim"), ways(USUAL, more=MORE))
def test_an_act_is_done_wholly_or_not_at_all_though_a_part_dies(site: Site, kind: type[Act], victim: str) -> None:
    act = kind(site)
    before = act.state()
    _killed_in_the_middle(site, act, victim)
    if victim == DATABASE:
        site.kill(act.part)
        site.start("database")
    until(lambda: act.state() == before, "the end of what was begun")

    site.start(act.part)
    act.do()
    site.kill("database", act.part)
    site.start("database")
    after = act.state()
    first, *others = [new - old for new, old in zip(after, before, strict=True)]
    assert first > 0
    assert len(set(others)) == 1, "as much of everything that belongs to it"
    assert others[0] > 0

    if kind is not Sealing:  # there is always something new to seal
        site.start(act.part)
        act.do()
        assert act.state() == after
    site.program(SEAL_AND_VERIFY)


def test_a_worker_killed_while_it_seals_leaves_the_whole_seal_to_the_next(site: Site) -> None:
    act = Sealing(site)
    before = act.state()
    with site.held_up(act.table) as somebody_writes:
        site.program(SEAL)
        somebody_writes()
        site.kill("worker")
    until(lambda: site.value("SELECT count(*) FROM pg_locks WHERE relation = 'audit_block'::regclass") == 0, "its end")
    assert act.state() == before
    site.forget_workers()
    site.start("worker")
    until(lambda: act.state() != before, "the seal")
    sealed, records = [new - old for new, old in zip(act.state(), before, strict=True)]
    assert sealed == records > 0
    assert "The audit trail is whole" in site.naniwa("audit", "verify")
