"""Buttons pressed in several windows at the same moment: the act is done once, and everybody is led to it."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connections
from django.test import Client
from django.utils import timezone

from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.payments.models import Claim
from naniwa.kernel.people.models import Person
from naniwa.services.procedures.models import Application, Decision, Draft
from naniwa.services.procedures.queries.live import live
from naniwa.services.procedures.tests import factories
from naniwa.services.procedures.tests.browser import press
from naniwa.services.procedures.tests.journeys import JOURNEY, MONEY, WHO
from naniwa.services.procedures.tests.staff_sessions import signed_in

pytestmark = pytest.mark.django_db(transaction=True)
WINDOWS = 4


@pytest.fixture(autouse=True)
def _forget_versions() -> Iterator[None]:
    """Row numbers start again in each of these tests, and a process keeps what it knows of a version."""
    live.cache_clear()
    yield
    live.cache_clear()


def at_once(*presses: Callable[[], Any]) -> list[Any]:
    """Each in a thread and a connection of its own, all released together."""
    gate = Barrier(len(presses))

    def go(one: Callable[[], Any]) -> Any:
        gate.wait()
        try:
            return one()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(presses)) as threads:
        return list(threads.map(go, presses))


def window(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def applicant() -> Person:
    factories.published(JOURNEY, now=timezone.now())
    return factories.resident()


def test_beginning_in_several_windows_begins_one_draft(applicant: Person) -> None:
    windows = [window(applicant) for _ in range(WINDOWS)]
    answers = at_once(*[lambda own=own: own.get("/procedures/journey/apply/") for own in windows])
    assert len({answer["Location"] for answer in answers}) == 1
    with as_system():
        assert Draft.objects.count() == 1


def test_handing_in_from_several_windows_makes_one_application(applicant: Person) -> None:
    first = window(applicant)
    second = press(first, first.get("/procedures/journey/apply/", follow=True), answers=WHO)
    summary = press(first, first.get(second["Location"]), answers=MONEY)["Location"]
    windows = [window(applicant) for _ in range(WINDOWS)]
    answers = at_once(*[lambda own=own: own.post(summary, {"consent": "yes"}) for own in windows])
    assert len({answer["Location"] for answer in answers}) == 1
    with as_system():
        assert Application.objects.count() == 1


def test_two_reviewers_never_hold_one_case() -> None:
    version = factories.published()
    case = factories.received(version)
    clients = [signed_in(factories.staff(f"reviewer{number}@pref.example.jp", "reviewer")) for number in range(2)]
    at_once(*[lambda own=own: own.post(f"/staff/cases/{case.reference}/claim/") for own in clients])
    said = [client.get(f"/staff/cases/{case.reference}/").context["mine"] for client in clients]
    assert sorted(said) == [False, True]


def test_two_opposite_decisions_leave_one() -> None:
    version = factories.published()
    case = factories.reviewed(version, reviewer=factories.staff("reviewer@pref.example.jp", "reviewer"))
    one, other = (signed_in(factories.staff(f"approver{number}@pref.example.jp", "approver")) for number in range(2))
    url = f"/staff/cases/{case.reference}/decide/"
    at_once(
        lambda: one.post(url, {"outcome": "approved", "amount": "1,000,000"}),
        lambda: other.post(url, {"outcome": "declined", "reason": "対象外"}),
    )
    with as_system():
        decision = Decision.objects.get(application=case)
        assert Claim.objects.filter(reference=case.reference).count() == (decision.outcome == "approved")


def test_a_withdrawal_and_a_decision_leave_one_of_them() -> None:
    version, person = factories.published(), factories.resident()
    reviewer = factories.staff("reviewer@pref.example.jp", "reviewer")
    case = factories.reviewed(version, reviewer=reviewer, by=person)
    approver, owner = signed_in(factories.staff("approver@pref.example.jp", "approver")), window(person)
    at_once(
        lambda: owner.post(f"/applications/{case.reference}/withdraw/", {"reason": "やめます"}),
        lambda: approver.post(f"/staff/cases/{case.reference}/decide/", {"outcome": "approved", "amount": "1000000"}),
    )
    with as_system():
        state = Application.objects.get(pk=case.pk).state
        decided = Decision.objects.filter(application=case).exists()
        claims = Claim.objects.filter(reference=case.reference).exclude(state="cancelled").count()
    assert (state, decided, claims) in {("approved", True, 1), ("withdrawn", False, 0)}
