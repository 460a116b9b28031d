"""The same button pressed at the same moment, in several windows or by several people: one effect."""

from functools import partial

import pytest

from tests.recovery.site import Site
from tests.recovery.visitor import at_once, visitors

pytestmark = [pytest.mark.recovery, pytest.mark.xdist_group("recovery")]

CLAIMED = """
    SELECT a.assignee_id IS NOT NULL,
        (SELECT count(*) FROM audit_record r WHERE r.action = 'procedures.claimed' AND r.target = a.reference),
        (SELECT count(*) FROM procedures_step s WHERE s.application_id = a.id AND s.state = 'under_review')
    FROM procedures_application a WHERE a.reference = %(reference)s
"""
WAITING = "SELECT procedure, count(*) FROM payments_claim WHERE state = 'pending' GROUP BY 1 ORDER BY 2 DESC LIMIT 1"
NEW_RUNS = "SELECT number, records FROM payments_run WHERE procedure = %(procedure)s AND number > %(last)s"


@pytest.fixture
def running(site: Site) -> Site:
    site.web_workers = 2
    site.start("database", "web")
    return site


def test_a_draft_handed_in_from_several_windows_becomes_one_application(running: Site) -> None:
    draft = running.drafts()[0]
    with visitors(running.url, *["resident"] * 4) as windows:
        references = at_once(*[partial(one.hand_in, draft) for one in windows])
    assert len(set(references)) == 1
    assert running.whole() == [(references[0], 1, 1, 1, 1, 1)]


def test_two_reviewers_never_take_one_case(running: Site) -> None:
    waiting = "SELECT reference FROM procedures_application WHERE state = 'received' AND assignee_id IS NULL"
    with visitors(running.url, "reviewer_a", "reviewer_b", "reviewer_a", "reviewer_b") as reviewers:
        for [reference] in running.rows(waiting):
            claim = f"/staff/cases/{reference}/claim/"
            at_once(*[partial(one.led_to, claim) for one in reviewers])
            assert running.rows(CLAIMED, reference=reference) == [(True, 1, 1)]


def test_two_payers_make_up_one_run_of_what_waits(running: Site) -> None:
    [[procedure, claims]] = running.rows(WAITING)
    last = running.value("SELECT max(number) FROM payments_run")
    asked = {"procedure": procedure, "transfer_on": _banking_day(running)}
    with visitors(running.url, "payer", "releaser", "payer", "releaser") as payers:
        at_once(*[partial(one.led_to, "/staff/payouts/collect/", asked) for one in payers])
    assert running.rows(NEW_RUNS, procedure=procedure, last=last) == [(last + 1, claims)]
    assert (
        running.value(
            "SELECT count(*) FROM payments_claim WHERE state = 'pending' AND procedure = %(of)s", of=procedure
        )
        == 0
    )


NOTES = "SELECT count(*) FROM procedures_note"
SEARCHES = "SELECT count(*) FROM procedures_savedsearch"
HOLDS = "SELECT count(*) FROM procedures_hold"
APPEALS = "SELECT count(*) FROM procedures_appeal"
PEOPLE = "SELECT count(*) FROM people_appointment"
BATCHES = "SELECT count(*) FROM procedures_batch"
MAILS = "SELECT count(*) FROM notifications_message WHERE template = 'procedures.notice'"
MINE = "SELECT reference FROM procedures_application WHERE state = 'under_review' AND stage = 'review' LIMIT 1"
DECIDED = "SELECT reference FROM procedures_application WHERE state = 'declined' LIMIT 1"


def test_a_form_sent_four_times_at_once_makes_one_of_what_it_makes(running: Site) -> None:
    [[mine], [decided]] = [*running.rows(MINE), *running.rows(DECIDED)]
    today = running.value("SELECT (now() AT TIME ZONE 'Asia/Tokyo')::date::text")
    appointed = {"email": "new@pref.example.jp", "name": "新人", "name_kana": "シンジン", "role": "reviewer"}
    forms: list[tuple[str, str, dict[str, str], str]] = [
        ("reviewer_a", f"/staff/cases/{mine}/note/", {"text": "電話した"}, NOTES),
        ("reviewer_a", "/staff/ledger/searches/", {"name": "今日の分", "shared": ""}, SEARCHES),
        ("approver", f"/staff/cases/{decided}/appeal/", {"filed_on": today, "ground": "理由に不服"}, APPEALS),
        ("approver", f"/staff/cases/{decided}/hold/", {"reason": "訴訟のため"}, HOLDS),
        ("administrator", "/staff/appointments/", appointed, PEOPLE),
    ]
    made = {}
    for key, path, form, count in forms:
        before = running.value(count)
        with visitors(running.url, *[key] * 4) as windows:
            statuses = [one.status_code for one in at_once(*[partial(own.post, path, form) for own in windows])]
        made[path] = (running.value(count) - before, max(statuses))
    assert made == {path: (1, 302) for _key, path, _form, _count in forms}


def _banking_day(site: Site) -> str:
    """The one that the demo's own draft was made for."""
    return str(site.value("SELECT max(transfer_on) FROM payments_run WHERE state = 'draft'"))
