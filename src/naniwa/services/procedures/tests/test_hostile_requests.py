"""Addresses and forms that nobody gets from our pages: an answer in plain words, never a breakdown."""

import pytest
from django.test import Client

from naniwa.kernel.people.models import Person
from naniwa.services.procedures.queries.live import Live
from naniwa.services.procedures.tests import factories
from naniwa.services.procedures.tests.staff_sessions import signed_in

pytestmark = pytest.mark.django_db
MANY_DIGITS = "9" * 5_000
STAFF_LISTS = ("queue", "deficiencies", "notices", "notices/confirm", "decisions", "decisions/confirm")


@pytest.fixture
def everybody(version: Live) -> Client:
    """A member of staff with every role that reads lists."""
    person = factories.staff("all@pref.example.jp", "reviewer", "approver", "auditor")
    return signed_in(person)


@pytest.mark.parametrize("path", STAFF_LISTS)
@pytest.mark.parametrize(
    "query",
    [
        {"page": "-1"},
        {"page": "999999999"},
        {"page": MANY_DIGITS},
        {"sort": "garbage", "tab": "garbage", "state": "garbage", "amount": "garbage", "age": "garbage"},
        {"outcome": "garbage", "procedure": "garbage", "municipality": "garbage", "code": "garbage"},
        {"words": "%_'--"},
        {"words": "髙橋"},
        {"found": "1"},
    ],
    ids=lambda query: "-".join(f"{key}={value[:12]}" for key, value in query.items()),
)
def test_a_list_takes_any_filter(everybody: Client, version: Live, path: str, query: dict[str, str]) -> None:
    factories.received(version)
    assert everybody.get(f"/staff/{path}/", query).status_code == 200


@pytest.mark.parametrize("until", ["", "garbage", "2026-13-45T25:61:00", "2026-11-22T10:00:00"])
@pytest.mark.parametrize("path", ["/staff/notices/send/", "/staff/decisions/carry-out/"])
def test_a_changed_moment_starts_no_batch(everybody: Client, path: str, until: str) -> None:
    number = "6f2c9f4e-5f5d-4a8e-9d0c-2f1f5f0f6f3a"
    answer = everybody.post(path, {"read": "yes", "number": number, "until": until})
    assert (answer.status_code, "/confirm/" in answer.headers["Location"]) == (302, True)


@pytest.mark.parametrize("number", ["", "x", "²", "-1", MANY_DIGITS])
def test_a_notice_that_there_is_not_cannot_be_sent(everybody: Client, version: Live, number: str) -> None:
    case = factories.received(version)
    assert everybody.post(f"/staff/cases/{case.reference}/send/", {"number": number}).status_code == 404


@pytest.mark.parametrize("amount", [MANY_DIGITS, "9" * 25, "-100", "1e9", "1,000,00"])
def test_an_amount_beyond_all_money_is_said_to_be_none(reviewer: Person, version: Live, amount: str) -> None:
    case = factories.received(version)
    client = signed_in(reviewer)
    client.post(f"/staff/cases/{case.reference}/claim/")
    answer = client.post(f"/staff/cases/{case.reference}/finish/", {"outcome": "approved", "amount": amount})
    assert answer.status_code == 302
    case.refresh_from_db()
    assert case.stage == "review"


@pytest.mark.parametrize("chosen", ["²", "-1", "9", MANY_DIGITS])
def test_an_answer_that_is_not_offered_counts_as_none(client: Client, version: Live, chosen: str) -> None:
    questions = {question.key: chosen for question in version.procedure.eligibility}
    assert client.get(f"/procedures/{version.procedure.slug}/check/", questions).status_code == 200


@pytest.mark.parametrize("path", ["/procedures/", "/staff/queue/", "/lookup/banks/"])
def test_a_nul_is_refused_wherever_it_stands(everybody: Client, path: str) -> None:
    assert everybody.get(path, {"q": "a\0b"}).status_code == 400
    assert everybody.get(path, {"a\0b": "q"}).status_code == 400


def test_a_note_with_a_nul_is_refused(everybody: Client, version: Live) -> None:
    case = factories.received(version)
    assert everybody.post(f"/staff/cases/{case.reference}/note/", {"text": "a\0b"}).status_code == 400
