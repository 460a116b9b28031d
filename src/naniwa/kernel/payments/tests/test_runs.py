"""From a claim to the bank and back: collect, release, confirm, once more."""

import hashlib
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from naniwa.kernel.audit.models import Record
from naniwa.kernel.events.models import StoredEvent
from naniwa.kernel.payments import errors, rules
from naniwa.kernel.payments.failure_list import FailedTransfer
from naniwa.kernel.payments.models import Claim, ClaimState, Run, RunState, Transfer, TransferState
from naniwa.kernel.payments.operations import amend_account, cancel, collect, confirm, discard, open_claims, release
from naniwa.kernel.payments.queries import balance, runs
from naniwa.kernel.payments.tests import factories as make
from naniwa.kernel.payments.tests.factories import LATER, MENDED, NOW, PAY_DAY, PROCEDURE
from naniwa.kernel.people.models import Person
from naniwa.library import zengin

pytestmark = pytest.mark.usefixtures("system")


@pytest.fixture(autouse=True)
def _account(system: None) -> None:
    make.paying_account()


@pytest.fixture
def payer(system: None) -> Person:
    return make.person("支払 担当")


@pytest.fixture
def releaser(system: None) -> Person:
    return make.person("承認 担当")


def _collect(by: Person, *, on: date = PAY_DAY) -> Run:
    return collect(organisation=make.prefecture(), procedure=PROCEDURE, transfer_on=on, by=by, now=NOW)


def _state(claim: Claim) -> str:
    return Claim.objects.get(pk=claim.pk).state


def test_a_run_takes_what_waits_and_the_file_pays_exactly_that(payer: Person, releaser: Person) -> None:
    first, second = make.claim(account=make.GOOD), make.claim(amount=250_000, account=MENDED)
    run = release(run=_collect(payer), by=releaser, now=NOW)
    file = runs.payout_file(run)
    assert file is not None
    contents = zengin.read(file.content)
    assert contents.month_day == (5, 20)
    assert [(line.bank_code, line.account_number, line.payee, line.amount_yen) for line in contents.lines] == [
        ("0001", "1234567", "ｶ)ﾅﾆﾜｼﾖｳｼﾞ", 1_000_000),
        ("9900", "7654321", "ﾅﾆﾜ ﾀﾛｳ", 250_000),
    ]
    assert [line.customer_code for line in contents.lines] == ["00000000010000000001", "00000000010000000002"]
    assert (file.records, file.total_yen, file.sha256) == (2, 1_250_000, hashlib.sha256(file.content).hexdigest())
    assert file.name == "270008-0001-20200520.txt"
    assert {_state(first), _state(second)} == {ClaimState.IN_RUN}
    assert runs.references(run.public_id) == [first.reference, second.reference]


def test_line_ends_are_the_banks_choice(payer: Person, releaser: Person) -> None:
    make.paying_account(line_ends=True)
    make.claim()
    file = runs.payout_file(release(run=_collect(payer), by=releaser, now=NOW))
    assert file is not None
    assert [len(record) for record in file.content.split(b"\r\n")] == [120] * 4 + [0]


def test_who_made_up_a_run_cannot_release_it(payer: Person) -> None:
    make.claim()
    run = _collect(payer)
    with pytest.raises(rules.SamePerson):
        release(run=run, by=payer, now=NOW)
    with pytest.raises(IntegrityError, match="payments_a_second_person_releases"), transaction.atomic():
        Run.objects.filter(pk=run.pk).update(
            released_by=payer, released_at=NOW, state="released", file=b"x", sha256="0" * 64
        )


def test_a_released_file_cannot_be_changed_even_in_the_database(payer: Person, releaser: Person) -> None:
    make.claim()
    run = release(run=_collect(payer), by=releaser, now=NOW)
    for change in ({"file": b"other"}, {"total_yen": 1}, {"transfer_on": date(2020, 5, 21)}, {"state": "draft"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Run.objects.filter(pk=run.pk).update(**change)


def test_a_run_is_released_once(payer: Person, releaser: Person) -> None:
    make.claim()
    run = release(run=_collect(payer), by=releaser, now=NOW)
    with pytest.raises(errors.NotADraft):
        release(run=run, by=releaser, now=NOW)


def test_a_run_whose_day_has_come_is_too_late_to_release(payer: Person, releaser: Person) -> None:
    make.claim()
    run = _collect(payer)
    with pytest.raises(rules.TransferDayPassed):
        release(run=run, by=releaser, now=LATER)


def test_what_the_file_cannot_carry_keeps_waiting_and_is_named(payer: Person) -> None:
    good = make.claim()
    closed = make.claim(account=make.account(bank_code="0002"))
    unwritable = make.claim(account=make.account(holder_kana="ナニワ＆サンズ"))
    run = _collect(payer)
    assert (run.records, _state(good), _state(closed)) == (1, ClaimState.IN_RUN, ClaimState.PENDING)
    assert {(item.claim_id, item.code, item.shown) for item in runs.objections(run)} == {
        (closed.pk, "closed_bank", "0002"),
        (unwritable.pk, "unwritable_name", "ﾅﾆﾜｻﾝｽﾞ ← &"),
    }


def test_a_run_of_nothing_but_faults_is_shown_and_cannot_be_released(payer: Person, releaser: Person) -> None:
    make.claim(account=make.account(bank_code="0002"))
    run = _collect(payer)
    assert runs.objections(run).count() == 1
    with pytest.raises(errors.NothingToPay):
        release(run=run, by=releaser, now=NOW)


def test_the_second_claim_to_one_account_is_held_back(payer: Person) -> None:
    first, second = make.claim(account=make.GOOD), make.claim(account=make.GOOD)
    run = _collect(payer)
    assert runs.references(run.public_id) == [first.reference]
    assert [(item.claim_id, item.code) for item in runs.objections(run)] == [(second.pk, "duplicate_account")]


def test_without_claims_account_or_banking_day_there_is_no_run(payer: Person) -> None:
    with pytest.raises(errors.NothingToPay):
        _collect(payer)
    make.claim()
    with pytest.raises(rules.NotABankingDay):
        _collect(payer, on=date(2020, 5, 16))
    with pytest.raises(errors.NoPayingAccount):
        collect(organisation=make.osaka(), procedure=PROCEDURE, transfer_on=PAY_DAY, by=payer, now=NOW)


def test_an_office_cannot_pay_from_a_branch_that_is_not_there() -> None:
    with pytest.raises(errors.UnknownPayingBranch):
        make.paying_account(branch_code="000")


def test_a_discarded_run_gives_its_claims_back(payer: Person) -> None:
    claim = make.claim()
    run = discard(run=_collect(payer), by=payer, now=NOW)
    assert (run.state, _state(claim)) == (RunState.DISCARDED, ClaimState.PENDING)
    again = _collect(payer)
    assert (again.number, again.records) == (2, 1)
    assert Transfer.objects.get(run=again).attempt == 1
    with pytest.raises(errors.NotADraft):
        discard(run=run, by=payer, now=NOW)


def test_a_failed_transfer_comes_back_and_is_paid_by_the_next_run(payer: Person, releaser: Person) -> None:
    paid, failed = make.claim(amount=1_000_000), make.claim(amount=500_000, partner=make.sakai())
    run = release(run=_collect(payer), by=releaser, now=NOW)
    confirm(run=run, failures=[FailedTransfer("口座なし", line=2, amount_yen=500_000)], by=payer, now=LATER)
    assert (_state(paid), _state(failed)) == (ClaimState.PAID, ClaimState.FAILED)
    amend_account(claim=failed, account=MENDED, by=None, now=LATER)
    second = collect(
        organisation=make.prefecture(), procedure=PROCEDURE, transfer_on=date(2020, 5, 27), by=payer, now=LATER
    )
    confirm(run=release(run=second, by=releaser, now=LATER), failures=[], by=payer, now=LATER)
    assert _state(failed) == ClaimState.PAID
    history = Transfer.objects.filter(claim=failed).order_by("attempt")
    assert [(item.attempt, item.state, item.reason, item.bank_code) for item in history] == [
        (1, TransferState.FAILED, "口座なし", "0001"),
        (2, TransferState.PAID, "", "9900"),
    ]
    assert runs.outcome(PROCEDURE) == runs.Outcome(2, 1_500_000, 1, 500_000)
    files = [file.total_yen for run in runs.runs(PROCEDURE) if (file := runs.payout_file(run))]
    assert sum(files) == 1_500_000 + 500_000


def test_every_yen_is_somewhere_at_every_step(payer: Person, releaser: Person) -> None:
    def books() -> dict[str, tuple[int, ...]]:
        rows = balance.balance(PROCEDURE)
        assert all(row.difference_yen == 0 for row in rows)
        return {
            row.name: (row.approved_yen, row.paid_yen, row.pending_yen, row.in_run_yen, row.failed_yen) for row in rows
        }

    make.claim(amount=300)
    make.claim(amount=20, account=make.account(bank_code="0002"))
    sakai = make.claim(amount=4000, partner=make.sakai())
    assert books() == {"大阪市": (320, 0, 320, 0, 0), "堺市": (4000, 0, 4000, 0, 0)}
    run = _collect(payer)
    assert books() == {"大阪市": (320, 0, 20, 300, 0), "堺市": (4000, 0, 0, 4000, 0)}
    confirm(
        run=release(run=run, by=releaser, now=NOW),
        failures=[FailedTransfer("口座なし", reference=sakai.reference)],
        by=payer,
        now=LATER,
    )
    assert books() == {"大阪市": (320, 300, 20, 0, 0), "堺市": (4000, 0, 0, 0, 4000)}
    amend_account(claim=sakai, account=MENDED, by=None, now=LATER)
    assert books()["堺市"] == (4000, 0, 4000, 0, 0)
    cancel(claim=sakai, by=payer, now=LATER)
    assert books()["堺市"] == (0, 0, 0, 0, 0)
    assert balance.total(balance.balance(PROCEDURE)).cancelled_yen == 4000
    assert [(share.code, share.approved_yen, share.paid_yen) for share in balance.shares(PROCEDURE)] == [
        ("270008", 160, 150),
        ("271004", 160, 150),
    ]


def test_totals_of_a_run_stand_by_municipality_and_by_who_bears_them(payer: Person) -> None:
    make.claim(amount=101)
    make.claim(amount=1000, partner=make.sakai())
    run = _collect(payer)
    assert [(row.name, row.count, row.total_yen) for row in runs.by_municipality(run)] == [
        ("大阪市", 1, 101),
        ("堺市", 1, 1000),
    ]
    assert {row.code: row.total_yen for row in runs.by_payer(run)} == {"270008": 551, "271004": 50, "271403": 500}


@pytest.mark.parametrize(
    "row",
    [
        FailedTransfer("x", line=99),
        FailedTransfer("x", reference="KX-unknown"),
        FailedTransfer("x", line=1, amount_yen=5),
        FailedTransfer("x", line=1, run_number=77),
        FailedTransfer("x", line=1, reference="KX-other"),
    ],
)
def test_a_row_that_fits_no_transfer_stops_the_whole_import(
    payer: Person, releaser: Person, row: FailedTransfer
) -> None:
    claim = make.claim()
    run = release(run=_collect(payer), by=releaser, now=NOW)
    with pytest.raises(errors.UnmatchedFailures) as caught:
        confirm(run=run, failures=[row], by=payer, now=LATER)
    assert caught.value.rows == [row]
    assert _state(claim) == ClaimState.IN_RUN


def test_a_transfer_named_twice_stops_the_import(payer: Person, releaser: Person) -> None:
    claim = make.claim()
    run = release(run=_collect(payer), by=releaser, now=NOW)
    rows = [FailedTransfer("x", line=1), FailedTransfer("x", reference=claim.reference)]
    with pytest.raises(errors.UnmatchedFailures):
        confirm(run=run, failures=rows, by=payer, now=LATER)


def test_a_draft_cannot_be_confirmed_nor_a_run_twice(payer: Person, releaser: Person) -> None:
    make.claim()
    run = _collect(payer)
    with pytest.raises(errors.NotReleased):
        confirm(run=run, failures=[], by=payer, now=LATER)
    confirm(run=release(run=run, by=releaser, now=NOW), failures=[], by=payer, now=LATER)
    with pytest.raises(errors.NotReleased):
        confirm(run=run, failures=[], by=payer, now=LATER)


@pytest.mark.parametrize("state", [ClaimState.IN_RUN, ClaimState.PAID, ClaimState.CANCELLED])
def test_a_claim_that_moves_or_is_done_cannot_be_changed(state: str, payer: Person) -> None:
    claim = make.claim()
    Claim.objects.filter(pk=claim.pk).update(state=state)
    with pytest.raises(errors.ClaimIsMoving):
        amend_account(claim=claim, account=MENDED, by=payer, now=NOW)
    with pytest.raises(errors.ClaimIsMoving):
        cancel(claim=claim, by=payer, now=NOW)


def test_an_application_claims_once_and_its_shares_add_up() -> None:
    new = make.new_claim()
    open_claims([new], by=None, now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        open_claims([new], by=None, now=NOW)
    claim = Claim.objects.get(reference=new.reference)
    claim.shares = {"270008": 1}
    with pytest.raises(IntegrityError, match="payments_shares_add_up"), transaction.atomic():
        claim.save()


def test_a_claim_cannot_have_two_open_transfers(payer: Person) -> None:
    make.claim()
    run = _collect(payer)
    values = Transfer.objects.values().get(run=run) | {"id": None, "line": 2}
    with pytest.raises(IntegrityError, match="payments_a_claim_is_paid_once"), transaction.atomic():
        Transfer.objects.create(**values)


def test_the_name_as_typed_survives_beside_the_kana(payer: Person) -> None:
    claim = make.claim()
    Claim.objects.filter(pk=claim.pk).update(payee_name="葛\U000e0100城 𠮷郎")
    _collect(payer)
    assert Claim.objects.get(pk=claim.pk).payee_name == "葛\U000e0100城 𠮷郎"


def test_each_step_is_written_down_and_told(payer: Person, releaser: Person) -> None:
    make.claim()
    make.claim(account=MENDED)
    run = release(run=_collect(payer), by=releaser, now=NOW)
    confirm(run=run, failures=[FailedTransfer("口座なし", line=2)], by=payer, now=LATER)
    acts = list(Record.objects.order_by("pk").values_list("action", "actor_id"))
    assert acts[-4:] == [
        ("payments.run_collected", payer.pk),
        ("payments.run_released", releaser.pk),
        ("payments.run_confirmed", payer.pk),
        ("payments.transfer_failed", payer.pk),
    ]
    told = sorted(StoredEvent.objects.values_list("name", flat=True))
    assert told == ["payments.claim_paid", "payments.run_released", "payments.transfer_failed"]


def test_nothing_is_written_down_or_told_when_the_step_is_undone(payer: Person) -> None:
    make.claim()
    before = Record.objects.count()
    with transaction.atomic():
        _collect(payer)
        transaction.set_rollback(True)
    assert (Record.objects.count(), Run.objects.count()) == (before, 0)


def test_a_run_costs_the_same_number_of_statements_however_large(
    payer: Person, django_assert_max_num_queries: object
) -> None:
    open_claims([make.new_claim() for _ in range(300)], by=None, now=NOW)
    with django_assert_max_num_queries(30):  # type: ignore[operator] # pytest-django's fixture
        assert _collect(payer).records == 300
    assert connection.in_atomic_block
