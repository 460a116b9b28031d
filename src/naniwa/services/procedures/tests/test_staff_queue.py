"""The work queue shows each case once, in its place, and counts what it shows."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.people.models import Person
from naniwa.services.procedures.models import Application
from naniwa.services.procedures.operations import review
from naniwa.services.procedures.operations.preparing import search_text
from naniwa.services.procedures.queries import queue
from naniwa.services.procedures.queries.counting import count
from naniwa.services.procedures.queries.live import Live
from naniwa.services.procedures.queries.selecting import TABS, Selection, resolved
from naniwa.services.procedures.queries.viewing import Viewer
from naniwa.services.procedures.tests import factories
from naniwa.services.procedures.tests.staff_sessions import signed_in

pytestmark = pytest.mark.django_db
QUEUE = "procedures:staff_queue"


@pytest.fixture
def version() -> Live:
    return factories.published()


@pytest.fixture
def reviewer(version: Live) -> Person:
    return factories.staff("reviewer@example.jp", "reviewer")


@pytest.fixture
def browser(reviewer: Person) -> Client:
    return signed_in(reviewer)


def viewer_of(person: Person, version: Live) -> Viewer:
    return Viewer(person_id=person.pk, organisation_id=version.organisation_id, shares_cases=False, reviews=True)


def one_in_each_state(version: Live, reviewer: Person, now: datetime) -> None:
    factories.received(version, now=now)
    factories.received(version, now=now - timedelta(days=60))
    applicant = factories.resident("mends@example.jp")
    factories.resubmitted(version, reviewer=reviewer, by=applicant, now=now - timedelta(days=3))
    factories.notified(version, reviewer=reviewer, now=now)
    factories.reviewed(version, reviewer=reviewer, now=now)
    factories.approved(version, reviewer=reviewer, approver=factories.staff("a@example.jp", "approver"), now=now)


@pytest.mark.parametrize("tab", list(TABS))
def test_the_count_behind_a_tab_is_the_length_of_its_list(version: Live, reviewer: Person, tab: str) -> None:
    now = factories.NOW
    one_in_each_state(version, reviewer, now)
    looking = viewer_of(reviewer, version)
    with as_system():
        shown = list(queue.ids(Selection(tab=tab), viewer=looking, now=now))
        counts = count(Selection(tab=tab), viewer=looking, now=now)
    assert counts.total == len(shown)
    assert tab == "all" or counts.tabs[tab] == len(shown)
    assert counts.by["state"].total() == len(shown)


@pytest.mark.parametrize("words", ["髙橋", "高橋", "たかはし", "ﾀｶﾊｼ", "06-1234-5678", "0612345678", "髙橋 06-1234"])
def test_a_case_is_found_however_its_name_or_telephone_is_typed(version: Live, reviewer: Person, words: str) -> None:
    name = {"family": "髙橋", "given": "花子", "family_kana": "タカハシ", "given_kana": "ハナコ"}
    sole: dict[str, Any] = {"kind": "sole", "company_name": None, "company_kana": None, "corporate_number": None}
    case = factories.received(version, representative=name, phone="06-1234-5678", now=timezone.now(), **sole)
    factories.received(
        version,
        now=timezone.now(),
        phone="06-9999-0000",
        representative={**name, "family": "林", "family_kana": "ハヤシ"},
    )
    looking = viewer_of(reviewer, version)
    with as_system():
        selection = resolved(Selection(tab="all", words=words), viewer=looking)
        assert list(queue.ids(selection, viewer=looking, now=timezone.now())) == [case.pk]


def test_a_whole_receipt_number_leads_to_its_case(version: Live, browser: Client) -> None:
    case = factories.received(version, now=timezone.now())
    answer = browser.get(reverse(QUEUE), {"words": case.reference.replace("-", "")})
    assert answer["Location"] == reverse("procedures:staff_case", args=[case.reference])


def test_pressing_next_twice_takes_one_case(version: Live, browser: Client, reviewer: Person) -> None:
    for _ in range(2):
        factories.received(version, now=timezone.now() - timedelta(days=1))
    since = {"since": timezone.now().isoformat()}
    first, second = (browser.post(reverse("procedures:staff_claim_next"), since) for _ in range(2))
    assert first["Location"] == second["Location"]
    with as_system():
        assert Application.objects.filter(assignee=reviewer).count() == 1


def test_the_case_of_another_is_not_taken_with_the_chosen_ones(
    version: Live, browser: Client, reviewer: Person
) -> None:
    free, taken = (factories.received(version, now=timezone.now()) for _ in range(2))
    other = factories.staff("other@example.jp", "reviewer")
    with as_system():
        review.claim(application=taken, by=other, now=timezone.now())
    browser.post(reverse("procedures:staff_take"), {"selected": [free.reference, taken.reference]})
    with as_system():
        found = dict(Application.objects.values_list("reference", "assignee_id"))
    assert found == {free.reference: reviewer.pk, taken.reference: other.pk}


def queries_of(client: Client, name: str) -> int:
    client.get(reverse(name))
    with CaptureQueriesContext(connection) as captured:
        assert client.get(reverse(name)).status_code == 200
    return len(captured)


@pytest.mark.parametrize(
    "page",
    [
        "staff_home",
        "staff_queue",
        "staff_ledger",
        "staff_notices",
        "staff_notices_confirm",
        "staff_decisions",
        "staff_decisions_confirm",
    ],
)
def test_a_list_of_25_costs_as_many_queries_as_a_list_of_one(version: Live, page: str) -> None:
    browser = signed_in(factories.staff("both@example.jp", "reviewer", "approver"))
    reviewer = factories.staff("reviewer@example.jp", "reviewer")
    now = timezone.now()
    factories.received(version, name=factories.FAULTY, now=now)
    factories.reviewed(version, reviewer=reviewer, now=now)
    one = queries_of(browser, f"procedures:{page}")
    for _ in range(12):
        factories.received(version, name=factories.FAULTY, now=now)
        factories.reviewed(version, reviewer=reviewer, now=now)
    assert queries_of(browser, f"procedures:{page}") == one


def test_a_search_beyond_the_index_is_bounded(version: Live, browser: Client) -> None:
    assert browser.get(reverse(QUEUE), {"words": "あ" * 5_000, "page": "99999999", "tab": "nothing"}).status_code == 200


def test_the_longest_answers_still_fit_into_the_index_of_the_queue(version: Live) -> None:
    rare = "".join(chr(code) for code in range(0x20000, 0x20000 + 2_000))
    text = search_text(version.procedure.applicant, {"phone": "06", "place_name": rare}, rare, "")
    case = factories.received(version, now=timezone.now())
    with as_system():
        Application.objects.filter(pk=case.pk).update(search=f"{case.reference} {text}", applicant_name=rare[:300])
        case.refresh_from_db()
    assert len(case.search.encode()) < 2_700 - 400


def test_a_whole_list_is_taken_as_far_as_nobody_has_it(version: Live, browser: Client, reviewer: Person) -> None:
    free, taken = (factories.received(version, now=timezone.now()) for _ in range(2))
    with as_system():
        review.claim(application=taken, by=factories.staff("other@example.jp", "reviewer"), now=timezone.now())
    answer = browser.post(reverse("procedures:staff_take") + "?tab=team", {"select_all": "1"})
    assert "1件の担当になりました" in browser.get(answer["Location"]).content.decode()
    with as_system():
        assert Application.objects.get(assignee=reviewer) == free
