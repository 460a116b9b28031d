"""Each office sees its own money, and two clerks at once take no claim twice."""

import threading

import pytest
from django.db import connection, connections

from naniwa.kernel.organisations.isolation import Scope, acting_as, as_system
from naniwa.kernel.payments import errors
from naniwa.kernel.payments.models import Claim, Objection, PayingAccount, Run, Transfer
from naniwa.kernel.payments.operations import cancel, collect, open_claims
from naniwa.kernel.payments.queries import balance
from naniwa.kernel.payments.tests import factories as make
from naniwa.kernel.payments.tests.factories import NOW, PAY_DAY, PROCEDURE


def _seen() -> tuple[int, int, int, int, int]:
    models = (Claim, Transfer, Run, PayingAccount, Objection)
    return tuple(model.objects.count() for model in models)  # type: ignore[return-value] # one count for each of the five


@pytest.mark.django_db
def test_the_payer_the_municipality_and_the_payee_see_their_part_and_others_nothing() -> None:
    with as_system():
        make.paying_account()
        owner, stranger, clerk = make.person(), make.person(), make.person()
        make.claim(owner=owner)
        make.claim(partner=make.sakai(), account=make.account(bank_code="0002"))
        collect(organisation=make.prefecture(), procedure=PROCEDURE, transfer_on=PAY_DAY, by=clerk, now=NOW)
        prefecture, osaka, sakai = make.prefecture().pk, make.osaka().pk, make.sakai().pk
    with acting_as(Scope(organisation_id=prefecture)):
        assert _seen() == (2, 1, 1, 1, 1)
    with acting_as(Scope(organisation_id=osaka)):
        assert _seen() == (1, 1, 0, 0, 0)
        assert [row.name for row in balance.balance(PROCEDURE)] == ["大阪市"]
    with acting_as(Scope(organisation_id=sakai)):
        assert _seen() == (1, 0, 0, 0, 0)
    with acting_as(Scope(person_id=owner.pk)):
        assert _seen() == (1, 1, 0, 0, 0)
    with acting_as(Scope(person_id=stranger.pk)):
        assert _seen() == (0, 0, 0, 0, 0)


@pytest.fixture
def many_claims(transactional_db: None) -> int:
    with as_system():
        make.paying_account()
        open_claims([make.new_claim() for _ in range(400)], by=None, now=NOW)
    return 400


def test_two_runs_made_at_once_share_no_claim(many_claims: int) -> None:
    gate, sizes = threading.Barrier(2), []

    def make_up() -> None:
        try:
            with as_system():
                clerk, payer = make.person(), make.prefecture()
                gate.wait()
                try:
                    run = collect(
                        organisation=payer, procedure=PROCEDURE, transfer_on=PAY_DAY, by=clerk, now=NOW, limit=300
                    )
                    sizes.append(run.records)
                except errors.NothingToPay:
                    sizes.append(0)
        finally:
            connections.close_all()

    clerks = [threading.Thread(target=make_up) for _ in range(2)]
    for one in clerks:
        one.start()
    for one in clerks:
        one.join()
    with as_system():
        transfers = list(Transfer.objects.values_list("claim_id", flat=True))
        numbers = sorted(Run.objects.values_list("number", flat=True))
    assert sorted(sizes) == [100, 300]
    assert len(transfers) == len(set(transfers)) == many_claims
    assert numbers == [1, 2]
    assert connection.vendor == "postgresql"


def test_a_claim_that_is_being_cancelled_is_passed_over(transactional_db: None) -> None:
    with as_system():
        make.paying_account()
        clerk, claim = make.person(), make.claim()
        make.claim()
    cancelled, collected = threading.Event(), threading.Event()

    def withdraw() -> None:
        try:
            with as_system():
                cancel(claim=claim, by=None, now=NOW)
                cancelled.set()
                collected.wait(timeout=2)
        finally:
            connections.close_all()

    other = threading.Thread(target=withdraw)
    other.start()
    cancelled.wait(timeout=10)
    with as_system():
        run = collect(organisation=make.prefecture(), procedure=PROCEDURE, transfer_on=PAY_DAY, by=clerk, now=NOW)
    collected.set()
    other.join()
    with as_system():
        assert run.records == 1
        assert Claim.objects.get(pk=claim.pk).state == "cancelled"
        assert not Transfer.objects.filter(claim=claim).exists()
