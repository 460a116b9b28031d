"""A held-back claim on the page of its run: who may let it through, and where that is seen afterwards."""

from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.payments.models import Objection, Run
from naniwa.kernel.payments.operations import collect
from naniwa.kernel.payments.tests import factories as make
from naniwa.kernel.payments.tests.factories import GOOD, PROCEDURE
from naniwa.kernel.people.models import Appointment, Person, PersonKind
from naniwa.library.banking_days import after
from naniwa.services.procedures.tests.staff_sessions import signed_in

pytestmark = pytest.mark.django_db
WAIVE = "次の回で振り込む"


def _staff(email: str, *roles: str) -> Person:
    person = Person.objects.create(email=email, name=email.partition("@")[0], kind=PersonKind.STAFF)
    for role in roles:
        Appointment.objects.create(person=person, organisation=make.prefecture(), role=role, starts_on=make.NOW.date())
    return person


@pytest.fixture
def payer(db: None) -> Person:
    return _staff("payer@pref.example.jp", "payer", "releaser")


@pytest.fixture
def releaser(db: None) -> Person:
    return _staff("releaser@pref.example.jp", "releaser")


def _run(payer: Person) -> Run:
    with as_system():
        now = timezone.now()
        return collect(
            organisation=make.prefecture(),
            procedure=PROCEDURE,
            transfer_on=after(timezone.localdate(now), 3),
            by=payer,
            now=now,
        )


@pytest.fixture
def held_back(payer: Person) -> Run:
    """The second of two runs: it holds a claim to an account back that the first one pays."""
    with as_system():
        make.paying_account()
        make.claim(account=GOOD)
    _run(payer)
    with as_system():
        make.claim(account=GOOD)
    return _run(payer)


def _page(person: Person, run: Run) -> str:
    text: str = signed_in(person).get(reverse("payments:run", args=[run.public_id])).content.decode()
    return text.replace("<wbr>", "")


def _waive(person: Person, run: Run, **changes: str) -> Any:
    with as_system():
        reference = Objection.objects.get(run=run).claim.reference
    data = {"reference": reference, "code": "paid_before", "reason": "同じ事業者の2店目"} | changes
    return signed_in(person).post(reverse("payments:waive", args=[run.public_id]), data, follow=True)


def test_the_page_names_the_earlier_application_and_offers_the_way_out_to_a_second_person(
    held_back: Run, payer: Person, releaser: Person
) -> None:
    own, others = _page(payer, held_back), _page(releaser, held_back)
    with as_system():
        earlier = Objection.objects.get(run=held_back).shown
    assert earlier in own
    assert "ほかの受付番号の分を振り込んでいます" in own
    assert reverse("payments:waive", args=[held_back.public_id]) not in own
    assert "別の担当者の確認待ち" in own
    assert reverse("payments:waive", args=[held_back.public_id]) in others


def test_what_was_let_through_is_shown_where_it_was_held_back_and_where_it_is_paid(
    held_back: Run, payer: Person, releaser: Person
) -> None:
    for _ in range(2):
        assert "この案件は次の回で振り込まれます" in _waive(releaser, held_back).content.decode()
    paying = _run(payer)
    assert paying.records == 1
    for run in (held_back, paying):
        page = _page(payer, run)
        assert "同じ事業者の2店目" in page
        assert "releaser" in page


@pytest.mark.parametrize(
    ("changes", "status", "said"),
    [
        ({"reason": " "}, 200, "振り込む理由を書いてください"),
        ({"code": "closed_bank"}, 404, ""),
        ({"reference": "KX-000000000000"}, 404, ""),
        ({"reason": "長" * 1000}, 200, "この案件は次の回で振り込まれます"),
    ],
)
def test_a_waiver_that_does_not_fit_is_answered(
    held_back: Run, releaser: Person, changes: dict[str, str], status: int, said: str
) -> None:
    answer = _waive(releaser, held_back, **changes)
    assert answer.status_code == status
    assert said in answer.content.decode()


def test_whoever_made_up_the_run_is_told_to_ask_another(held_back: Run, payer: Person) -> None:
    assert "別の担当者が承認してください" in _waive(payer, held_back).content.decode()
    with as_system():
        assert not Objection.objects.filter(waived_at__isnull=False).exists()


def test_only_who_releases_money_lets_it_through(held_back: Run) -> None:
    assert _waive(_staff("p@pref.example.jp", "payer"), held_back).status_code == 403
