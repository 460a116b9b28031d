"""Procedures that pay nothing: approved or declined without an amount, and closed with it."""

from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from naniwa.kernel.notifications.models import Message
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.payments.models import Claim
from naniwa.kernel.people.models import Person
from naniwa.library.open_data import YEN, Table
from naniwa.services.procedures.api.acting import ACTS
from naniwa.services.procedures.api.schemas import Decide, Decided, FinishReview
from naniwa.services.procedures.datasets import columns
from naniwa.services.procedures.definitions import check, load
from naniwa.services.procedures.models import GONE, Application, Decision, Outcome, Stage, State
from naniwa.services.procedures.operations import bulk_review, decisions, recalls, retention, review
from naniwa.services.procedures.queries import inside
from naniwa.services.procedures.queries.deciding import foresee
from naniwa.services.procedures.queries.exporting import lines
from naniwa.services.procedures.queries.live import Live
from naniwa.services.procedures.queries.names import names
from naniwa.services.procedures.queries.retention import may_go
from naniwa.services.procedures.queries.viewing import Viewer
from naniwa.services.procedures.rehearsal.playing import show
from naniwa.services.procedures.rehearsal.report import Report
from naniwa.services.procedures.tests import factories
from naniwa.services.procedures.tests.dogs import CHILD, DOG, OF_MONEY, received, reviewed
from naniwa.services.procedures.views.public.wording import key_figures


@pytest.mark.parametrize(("outcome", "state"), [(Outcome.APPROVED, State.APPROVED), (Outcome.DECLINED, State.DECLINED)])
def test_a_case_is_decided_without_an_amount_and_closed(
    dog: Live, pair: tuple[Person, Person], outcome: Outcome, state: State
) -> None:
    reviewer, approver = pair
    case = reviewed(dog, reviewer, outcome)
    with as_system():
        decisions.decide(application=case, outcome=outcome, amount_yen=None, reason="", by=approver, now=case.state_at)
        case.refresh_from_db()
        decision = Decision.objects.get(application=case)
        assert (case.state, case.stage, case.amount_yen, decision.amount_yen) == (state, Stage.CLOSED, None, None)
        assert not Claim.objects.exists()
        [letter] = Message.objects.filter(key=f"procedures.decision.{case.reference}")
        assert not [word for word in OF_MONEY if word in letter.subject + letter.body]


def test_an_amount_that_is_typed_all_the_same_is_not_kept(dog: Live, pair: tuple[Person, Person]) -> None:
    reviewer, approver = pair
    case = reviewed(dog, reviewer, Outcome.APPROVED)
    with as_system():
        case = decisions.decide(
            application=case, outcome="approved", amount_yen=5_000, reason="", by=approver, now=case.state_at
        )
        assert (case.amount_yen, Decision.objects.get().amount_yen) == (None, None)


def test_a_selection_is_passed_and_decided_together(dog: Live, pair: tuple[Person, Person]) -> None:
    reviewer, approver = pair
    ids = [received(dog).pk for _ in range(3)]
    now = dog.opens_at + timedelta(days=1)
    with as_system():
        assert bulk_review.pass_clean(case_ids=ids[:2], comment="よい", by=reviewer, now=now) == 2
        Application.objects.filter(pk=ids[2]).update(state=State.UNDER_REVIEW)
        assert bulk_review.propose_declined(case_ids=ids[2:], comment="要件に合わない", by=reviewer, now=now) == 1
        decided = decisions.decide_many(case_ids=ids, by=approver, now=now)
        assert (decided.approved, decided.declined, decided.amount_yen, decided.passed_over) == (2, 1, 0, 0)
        assert set(Application.objects.values_list("amount_yen", "stage")) == {(None, Stage.CLOSED)}


@pytest.mark.parametrize(
    ("file", "before", "after", "message"),
    [
        (CHILD, "  account: account\n", "", "there are amounts to pay, so say to which account: `account`"),
        (DOG, "  address: home\n", "  address: home\n  account: home\n", "nothing is paid, as there are no `amounts`"),
        (DOG, "retention:\n", "shares: {municipality: 1}\nretention:\n", "there is nothing to share"),
        (DOG, "role: approver", "role: payer", "nothing is paid, so no case ever comes to a payer"),
        (DOG, "measure: applications\n    by: vac", "measure: paid_yen\n    by: vac", "nothing is paid"),
        (DOG, "procedures.granted", "procedures.approved", "speaks of money, but nothing is paid: name 'procedures.gr"),
        (DOG, "procedures.refused", "procedures.declined", "speaks of money, but nothing is paid: name 'procedures.re"),
        (DOG, "  withdrawn: p", "  paid: procedures.paid\n  withdrawn: p", "no case ever takes the turn 'paid'"),
        (DOG, "prefix: DG", "prefix: DO", "'DO' will not do: two capitals without I and O, which look like digits"),
    ],
)
def test_money_and_account_go_together(tmp_path: Path, file: Path, before: str, after: str, message: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.count(before) == 1
    changed = tmp_path / file.name
    changed.write_text(text.replace(before, after), encoding="utf-8")
    assert any(message in str(flaw) for flaw in check(changed)), check(changed)


def test_a_selection_is_foreseen_without_money(dog: Live, pair: tuple[Person, Person]) -> None:
    reviewer, approver = pair
    reviewed(dog, reviewer, Outcome.APPROVED)
    reviewed(dog, reviewer, Outcome.DECLINED)
    looking = Viewer(person_id=approver.pk, organisation_id=dog.organisation_id, shares_cases=False)
    with as_system():
        found = foresee(Application.objects.all(), viewer=looking)
    assert (found.approved, found.declined, found.amount_yen, found.no_amount, found.unpaid) == (1, 1, 0, 0, 2)


def test_statistics_tell_nothing_of_money(dog: Live, pair: tuple[Person, Person]) -> None:
    reviewer, approver = pair
    case = reviewed(dog, reviewer, Outcome.APPROVED)
    looking = Viewer(person_id=approver.pk, organisation_id=dog.organisation_id, shares_cases=False)
    with as_system():
        decisions.decide(
            application=case, outcome="approved", amount_yen=None, reason="", by=approver, now=case.state_at
        )
        found = inside.statistics(dog, viewer=looking)
    assert found.whole["approved"].figures == (1,)
    assert not {told.subject.measure for told in found.tables} & YEN
    stages = found.of("by-stage")
    assert stages
    assert [line.group.code for line in stages.table.lines] == ["review", "decision"]
    assert [figure.label for figure in key_figures(found)] == [
        "届いた申請", "認めた申請", "申請から決定まで（中央値）",
    ]  # fmt: skip


def test_a_partner_decides_without_an_amount_and_reads_none(dog: Live, pair: tuple[Person, Person]) -> None:
    reviewer, approver = pair
    case = received(dog)
    by = {"now": dog.opens_at + timedelta(days=1)}
    with as_system():
        review.claim(application=case, by=reviewer, **by)
        case.refresh_from_db()
        ACTS["finish_review"](case, FinishReview(act="finish_review", outcome="approved"), by=reviewer, **by)
        case.refresh_from_db()
        ACTS["decide"](case, Decide(act="decide", outcome="approved"), by=approver, **by)
        case = Application.objects.select_related("partner", "decision").get(pk=case.pk)
        told = Decided(**{name: getattr(case.decision, name) for name in Decided.model_fields})
    assert (case.state, case.amount_yen, told.amount_yen) == (State.APPROVED, None, None)


def test_an_export_names_the_decision_as_the_definition_does(dog: Live, pair: tuple[Person, Person]) -> None:
    reviewer, approver = pair
    case = reviewed(dog, reviewer, Outcome.APPROVED)
    with as_system():
        decisions.decide(
            application=case, outcome="approved", amount_yen=None, reason="", by=approver, now=case.state_at
        )
        [(_case, values)] = lines([case.pk], ["state", "amount", "account"], names=names("ja"), language="ja")
    assert values == ["登録", None, ""]


def test_open_data_head_an_approval_without_a_payment(dog: Live) -> None:
    table = Table(measure="approved", lines=(), total=None)
    assert [one.ja for one in columns(dog.procedure, table)] == ["認めた件数"]
    assert [one.ja for one in columns(load(CHILD), table)] == ["支給決定の件数"]


def test_the_report_of_a_rehearsal_says_that_nothing_is_paid(dog: Live) -> None:
    told = StringIO()
    report = Report(procedure="dog-registration", received=3, approved=3, pays=False)
    show(report, dog, Console(file=told, width=120))
    written = told.getvalue()
    assert "Nothing is paid" in written
    assert "paid total yen" not in written


def test_an_approval_is_an_end_from_which_the_years_are_counted(dog: Live, pair: tuple[Person, Person]) -> None:
    reviewer, approver = pair
    case = reviewed(dog, reviewer, Outcome.APPROVED)
    years = dog.procedure.retention.years
    with as_system():
        decisions.decide(
            application=case, outcome="approved", amount_yen=None, reason="", by=approver, now=case.state_at
        )
        before = case.state_at.replace(year=case.state_at.year + years)
        assert not may_go(dog, now=before).exists()
        assert may_go(dog, now=before + timedelta(days=2)).exists()
        assert retention.go_on(now=before + timedelta(days=2), at_most=10)
        case.refresh_from_db()
    assert (case.state, case.applicant_name) == (State.APPROVED, GONE)


def test_a_decision_can_be_withdrawn(dog: Live, pair: tuple[Person, Person]) -> None:
    reviewer, approver = pair
    case = reviewed(dog, reviewer, Outcome.APPROVED)
    second = factories.staff("second@dogs.example.jp", "approver", office=dog.procedure.office)
    with as_system():
        now = case.state_at
        decisions.decide(application=case, outcome="approved", amount_yen=None, reason="", by=approver, now=now)
        recalls.recall(application=case, reason="別の市町村の犬", due_on=None, by=second, now=now)
        case.refresh_from_db()
    assert (case.state, case.amount_yen) == (State.RECALLED, None)
