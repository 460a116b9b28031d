"""An account that was paid before: held back with the earlier reference, until a second person says it is right."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from naniwa.kernel.audit.models import Record
from naniwa.kernel.payments import errors, rules
from naniwa.kernel.payments.failure_list import FailedTransfer
from naniwa.kernel.payments.models import Claim, ClaimState, Objection, Run
from naniwa.kernel.payments.operations import (
    Account,
    amend_account,
    cancel,
    collect,
    confirm,
    discard,
    open_claims,
    release,
    waive,
)
from naniwa.kernel.payments.queries import runs, second_looks
from naniwa.kernel.payments.tests import factories as make
from naniwa.kernel.payments.tests.factories import GOOD, LATER, MENDED, NOW, PAY_DAY, PROCEDURE
from naniwa.kernel.people.models import Person

pytestmark = pytest.mark.usefixtures("system")
NEXT_DAY = date(2020, 5, 27)
SECOND_SHOP = "同じ事業者の2店目"


@pytest.fixture(autouse=True)
def _account(system: None) -> None:
    make.paying_account()


@pytest.fixture
def payer(system: None) -> Person:
    return make.person("支払 担当")


@pytest.fixture
def releaser(system: None) -> Person:
    return make.person("承認 担当")


def _collect(by: Person, *, procedure: str = PROCEDURE) -> Run:
    return collect(organisation=make.prefecture(), procedure=procedure, transfer_on=PAY_DAY, by=by, now=NOW)


def _earlier(becomes: str, payer: Person, releaser: Person, *, procedure: str = PROCEDURE) -> Claim:
    """A claim to the account GOOD whose run went as far as this."""
    new = replace(make.new_claim(account=GOOD), procedure=procedure)
    open_claims([new], by=None, now=NOW)
    claim = Claim.objects.get(reference=new.reference)
    if becomes == "cancelled":
        return cancel(claim=claim, by=None, now=NOW)
    run = _collect(payer, procedure=procedure)
    if becomes == "discarded":
        discard(run=run, by=payer, now=NOW)
        return cancel(claim=claim, by=None, now=NOW)
    if becomes != "collected":
        run = release(run=run, by=releaser, now=NOW)
    if becomes in {"paid", "failed"}:
        failures = [FailedTransfer("口座なし", line=1)] if becomes == "failed" else []
        confirm(run=run, failures=failures, by=payer, now=NOW)
    return claim


def _held_back(payer: Person, releaser: Person) -> tuple[Claim, Objection]:
    """A claim to an account that was paid before, and the objection against it."""
    _earlier("paid", payer, releaser)
    claim = make.claim(account=GOOD)
    return claim, Objection.objects.get(run=_collect(payer))


@pytest.mark.parametrize(
    ("becomes", "asked_for", "held"),
    [
        ("paid", GOOD, True),
        ("released", GOOD, True),
        ("collected", GOOD, True),
        ("failed", GOOD, False),
        ("discarded", GOOD, False),
        ("cancelled", GOOD, False),
        ("paid", MENDED, False),
        ("paid", replace(GOOD, account_type="2"), False),
        ("paid", replace(GOOD, holder_kana="ナニワ　ハナコ"), True),
    ],
)
def test_an_account_paid_before_is_held_back_with_the_earlier_reference(
    becomes: str, asked_for: Account, payer: Person, releaser: Person, *, held: bool
) -> None:
    earlier, claim = _earlier(becomes, payer, releaser), make.claim(account=asked_for)
    run = _collect(payer)
    told = [(item.claim_id, item.code, item.shown) for item in runs.objections(run)]
    assert told == ([(claim.pk, "paid_before", earlier.reference)] if held else [])
    assert runs.references(run.public_id) == ([] if held else [claim.reference])


@pytest.mark.parametrize(("before", "now"), [("123", "0000123"), ("0000123", "123"), ("123", "123")])
def test_zeros_before_a_number_make_no_other_account(before: str, now: str, payer: Person) -> None:
    first = make.claim(account=make.account(account_number=before))
    _collect(payer)
    make.claim(account=make.account(account_number=now))
    assert [item.shown for item in runs.objections(_collect(payer))] == [first.reference]


def test_another_procedure_may_pay_the_same_account(payer: Person, releaser: Person) -> None:
    _earlier("paid", payer, releaser, procedure="another-grant")
    make.claim(account=GOOD)
    assert _collect(payer).records == 1


def test_a_second_person_lets_the_second_shop_through(payer: Person, releaser: Person) -> None:
    claim, objection = _held_back(payer, releaser)
    waive(objection=objection, by=releaser, reason=SECOND_SHOP, now=NOW)
    run = _collect(payer)
    assert runs.references(run.public_id) == [claim.reference]
    [shown] = second_looks.let_through(run)
    assert (shown.claim, shown.waived_by, shown.waived_reason) == (claim, releaser, SECOND_SHOP)
    confirm(run=release(run=run, by=releaser, now=NOW), failures=[], by=payer, now=LATER)
    assert Claim.objects.get(pk=claim.pk).state == ClaimState.PAID


def test_two_shops_that_were_held_back_together_go_together(payer: Person, releaser: Person) -> None:
    _earlier("paid", payer, releaser)
    claims = [make.claim(account=GOOD) for _ in range(2)]
    for objection in Objection.objects.filter(run=_collect(payer)):
        waive(objection=objection, by=releaser, reason=SECOND_SHOP, now=NOW)
    assert runs.references(_collect(payer).public_id) == [claim.reference for claim in claims]


def test_a_waiver_is_written_down_once(payer: Person, releaser: Person) -> None:
    claim, objection = _held_back(payer, releaser)
    for reason in (SECOND_SHOP, "another"):
        waive(objection=objection, by=releaser, reason=reason, now=NOW)
    record = Record.objects.get(action="payments.objection_waived")
    assert (record.actor_id, record.target) == (releaser.pk, claim.reference)
    assert (record.detail["reason"], record.detail["shown"]) == (SECOND_SHOP, objection.shown)


def test_whoever_made_up_the_run_does_not_waive(payer: Person, releaser: Person) -> None:
    _claim, objection = _held_back(payer, releaser)
    with pytest.raises(rules.SamePerson):
        waive(objection=objection, by=payer, reason=SECOND_SHOP, now=NOW)
    assert _collect(payer).records == 0


def test_a_waiver_is_good_for_one_account_only(payer: Person, releaser: Person) -> None:
    claim, objection = _held_back(payer, releaser)
    waive(objection=objection, by=releaser, reason=SECOND_SHOP, now=NOW)
    other = make.claim(account=MENDED)
    _collect(payer)
    confirm(
        run=release(run=Run.objects.latest("pk"), by=releaser, now=NOW),
        failures=[FailedTransfer("口座なし", reference=claim.reference)],
        by=payer,
        now=LATER,
    )
    amend_account(claim=claim, account=MENDED, by=None, now=LATER)
    run = collect(organisation=make.prefecture(), procedure=PROCEDURE, transfer_on=NEXT_DAY, by=payer, now=LATER)
    assert [(item.claim_id, item.shown) for item in runs.objections(run)] == [(claim.pk, other.reference)]


def test_what_waits_no_more_is_not_waived(payer: Person, releaser: Person) -> None:
    claim, objection = _held_back(payer, releaser)
    cancel(claim=claim, by=None, now=NOW)
    with pytest.raises(errors.ClaimIsMoving):
        waive(objection=objection, by=releaser, reason=SECOND_SHOP, now=NOW)


def test_the_database_keeps_no_half_of_a_waiver(payer: Person, releaser: Person) -> None:
    _claim, objection = _held_back(payer, releaser)
    with pytest.raises(IntegrityError, match="payments_a_waiver_is_whole"), transaction.atomic():
        Objection.objects.filter(pk=objection.pk).update(waived_by=releaser, waived_at=NOW)


def test_looking_back_costs_the_same_however_much_was_paid(payer: Person, releaser: Person) -> None:
    counts = []
    for size in (3, 60):
        open_claims([make.new_claim() for _ in range(size)], by=None, now=NOW)
        with CaptureQueriesContext(connection) as queries:
            assert _collect(payer).records == size
        counts.append(len(queries))
    assert counts[0] == counts[1]
