"""A key used again with another body: what the first press began stays as it was, and nothing else begins.

The single press is keyed by the draft (handing in), by the number that a confirmation page drew (notices and decisions
in bulk), by the state that a case or a run is in (all other acts), and by the count of saves (pages of a draft).
"""

from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.payments.models import Claim, Transfer
from naniwa.services.procedures.models import Application, Batch, Decision, Draft, Notice
from naniwa.services.procedures.tests import factories
from tests.security.asking import ask
from tests.security.places import bodies
from tests.security.world import World, fresh


@pytest.fixture
def handed_in(world: World) -> tuple[Draft, Application]:
    """A draft that became an application."""
    with as_system():
        Draft.objects.filter(pk=world.draft.pk).update(application=world.waiting, answers=world.waiting.answers)
        return Draft.objects.get(pk=world.draft.pk), world.waiting


@pytest.mark.parametrize("page", ["summary", "page"])
def test_a_draft_that_was_handed_in_takes_no_other_answers(
    world: World, handed_in: tuple[Draft, Application], page: str
) -> None:
    draft, case = handed_in
    arguments = [draft.pk, "who"] if page == "page" else [draft.pk]
    body = {"consent": "yes", "kind": "sole", "phone": "06-0000-0000", "save": "next"}
    answer = ask(world.client("owner"), "post", reverse(f"procedures:{page}", args=arguments), body)
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/applications/{case.reference}/receipt/")
    assert fresh(case).answers == case.answers
    with as_system():
        assert Draft.objects.get(pk=draft.pk).answers == draft.answers


def press(world: World, what: str, who: str, number: str, query: str = "") -> Any:
    body = {"read": "yes", "number": number, "until": timezone.now().isoformat()}
    return ask(world.client(who), "post", reverse(f"procedures:staff_{what}") + query, body)


def test_the_number_of_a_batch_begins_one_batch_whatever_is_asked_for_next(world: World) -> None:
    number = str(uuid4())
    first = press(world, "notices_send", "reviewer", number)
    with as_system():
        began = Batch.objects.filter(public_id=number).values("kind", "ids", "total", "by").get()
        sent = Notice.objects.filter(state="sent").count()
    factories.received(world.version, name=factories.FAULTY, now=timezone.now())
    again = press(world, "notices_send", "reviewer", number, "?municipality=271004")
    other = press(world, "decisions_carry_out", "approver", number)
    assert first.headers["Location"] == again.headers["Location"] == other.headers["Location"]
    with as_system():
        assert Batch.objects.filter(public_id=number).values("kind", "ids", "total", "by").get() == began
        assert Notice.objects.filter(state="sent").count() == sent
        assert fresh(world.reviewed).stage == "decision"


def test_a_second_decision_with_another_amount_changes_nothing(world: World) -> None:
    url, client = reverse("procedures:staff_decide", args=[world.reviewed.reference]), world.client("approver")
    form = bodies(world)["procedures:staff_decide"]
    ask(client, "post", url, form)
    ask(client, "post", url, {**form, "amount": "9000000"})
    ask(client, "post", url, {**form, "outcome": "declined"})
    with as_system():
        decision = Decision.objects.get(application=world.reviewed)
    assert (decision.outcome, fresh(world.reviewed).amount_yen) == ("approved", world.reviewed.amount_yen)


def test_the_same_money_asked_for_another_day_stands_in_one_run(world: World) -> None:
    client, form = world.client("payer"), bodies(world)["payments:collect"]
    with as_system():
        known = Transfer.objects.count()
        # The examples of the definition share one account, which would be held back.
        Claim.objects.exclude(pk__in=Transfer.objects.values("claim")).update(account_number="7777777")
    first = ask(client, "post", reverse("payments:collect"), form)
    ask(client, "post", reverse("payments:collect"), {**form, "transfer_on": "2027-01-20"})
    assert "/runs/" in first.headers["Location"]
    with as_system():
        claims = list(Transfer.objects.values_list("claim", flat=True))
    assert (len(claims), len(set(claims))) == (known + 1, known + 1)


def test_a_page_saved_elsewhere_meanwhile_is_not_overwritten_by_an_old_one(world: World) -> None:
    url, client = reverse("procedures:page", args=[world.draft.pk, "who"]), world.client("owner")
    stale = {"kind": "sole", "phone": "06-6941-0351", "save": "next", "seen": "0.first"}
    ask(client, "post", url, {**stale, "seen": "0.other"})
    answer = ask(client, "post", url, {**stale, "phone": "06-9999-9999"})
    with as_system():
        draft = Draft.objects.get(pk=world.draft.pk)
    assert answer.status_code in {200, 409}
    assert "06-9999-9999" not in str(draft.answers) + str(draft.pages)
