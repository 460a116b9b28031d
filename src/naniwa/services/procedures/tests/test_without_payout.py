"""Procedures that pay nothing: approved or declined without an amount, and closed with it."""

from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from rich.console import Console

from naniwa.kernel.documents import pdf
from naniwa.kernel.notifications.models import Message
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.payments.models import Claim
from naniwa.kernel.people.models import Person
from naniwa.library.open_data import YEN, Table
from naniwa.services.procedures.api.acting import ACTS
from naniwa.services.procedures.api.schemas import Decide, Decided, FinishReview
from naniwa.services.procedures.datasets import columns
from naniwa.services.procedures.definitions import FOLDER, check, load
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
from naniwa.services.procedures.tests.staff_sessions import signed_in
from naniwa.services.procedures.views.applicant.papers import decision_data
from naniwa.services.procedures.views.applicant.wording import standing
from naniwa.services.procedures.views.public.paper import form_data
from naniwa.services.procedures.views.public.wording import key_figures

DOG = FOLDER / "library" / "dog-registration.yaml"
CHILD = FOLDER / "library" / "child-allowance.yaml"
CLEAN = "a vaccinated dog"
OF_MONEY = ("支給", "振込", "振り込", "口座", "transfer", "grant", "account", "money", "Amount")


@pytest.fixture
def dog(db: None) -> Live:
    return factories.published(DOG)


@pytest.fixture
def pair(dog: Live) -> tuple[Person, Person]:
    """A reviewer and an approver of the office that registers dogs."""
    office = dog.procedure.office
    reviewer = factories.staff("reviewer@dogs.example.jp", "reviewer", office=office)
    return reviewer, factories.staff("approver@dogs.example.jp", "approver", office=office)


def received(dog: Live) -> Application:
    return factories.received(dog, name=CLEAN, now=dog.opens_at)


def reviewed(dog: Live, reviewer: Person, outcome: str) -> Application:
    case = received(dog)
    now = dog.opens_at + timedelta(days=1)
    with as_system():
        review.claim(application=case, by=reviewer, now=now)
        return review.finish_review(
            application=case, outcome=outcome, amount_yen=None, comment="所見", by=reviewer, now=now
        )


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


def press(person: Person, name: str, case: Application, **data: str) -> str:
    client = signed_in(person)
    answer = client.post(reverse(f"procedures:{name}", args=[case.reference]), data)
    return client.get(answer["Location"]).content.decode()


def test_staff_review_and_decide_on_pages_that_ask_for_no_amount(dog: Live, pair: tuple[Person, Person]) -> None:
    reviewer, approver = pair
    case = received(dog)
    press(reviewer, "staff_claim", case)
    shown = signed_in(reviewer).get(f"/staff/cases/{case.reference}/").content.decode()
    assert 'id="finish"' in shown
    assert 'name="amount"' not in shown
    press(reviewer, "staff_finish", case, outcome="approved", comment="そろっている")
    listed = signed_in(approver).get("/staff/decisions/").content.decode()
    assert "認める案" in listed
    assert "支給" not in main(listed)
    shown = signed_in(approver).get(f"/staff/cases/{case.reference}/").content.decode()
    assert 'id="decide"' in shown
    assert 'name="amount"' not in shown
    press(approver, "staff_decide", case, outcome="approved")
    with as_system():
        case.refresh_from_db()
    assert case.state == State.APPROVED
    register = signed_in(approver).get(reverse("procedures:staff_register") + "?state=approved").content.decode()
    assert "認める決定" in register
    for url in (f"/staff/cases/{case.reference}/", reverse("procedures:staff_register")):
        shown = main(signed_in(approver).get(url).content.decode())
        assert "登録" in shown
        assert "振込" not in shown
        assert "支給" not in shown


def test_a_selection_is_foreseen_without_money(dog: Live, pair: tuple[Person, Person]) -> None:
    reviewer, approver = pair
    reviewed(dog, reviewer, Outcome.APPROVED)
    reviewed(dog, reviewer, Outcome.DECLINED)
    looking = Viewer(person_id=approver.pk, organisation_id=dog.organisation_id, shares_cases=False)
    with as_system():
        found = foresee(Application.objects.all(), viewer=looking)
    assert (found.approved, found.declined, found.amount_yen, found.no_amount, found.unpaid) == (1, 1, 0, 0, 2)


def test_the_page_before_deciding_together_speaks_of_no_money(dog: Live, pair: tuple[Person, Person]) -> None:
    reviewer, approver = pair
    reviewed(dog, reviewer, Outcome.APPROVED)
    with as_system():
        Application.objects.update(reviewed_at=timezone.now())
    shown = main(signed_in(approver).get(reverse("procedures:staff_decisions_confirm")).content.decode())
    assert "1件を審査の案のとおりに決定します" in shown
    assert "認める" in shown
    assert not [word for word in ("支給", "振込", "円") if word in shown]


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("outcome", [Outcome.APPROVED, Outcome.DECLINED])
def test_nothing_that_the_applicant_reads_speaks_of_money(
    dog: Live, pair: tuple[Person, Person], outcome: Outcome, language: str
) -> None:
    reviewer, approver = pair
    case = reviewed(dog, reviewer, outcome)
    with as_system(), override(language):
        decisions.decide(application=case, outcome=outcome, amount_yen=None, reason="", by=approver, now=case.state_at)
        case = Application.objects.select_related("organisation", "decision").get(pk=case.pk)
        data = decision_data(case, case.decision)
        assert pdf.render("procedures/decision", data, language=language, now=case.state_at).startswith(b"%PDF")
        written = standing(case, case.state_at)
    name = next(one.name for one in dog.procedure.outcomes if one.key == outcome)
    assert (data["outcome"], data["amount"]) == (name.in_language(language), "")
    assert [one.label for one in written.steps] in ([], ["受付", "審査", "決定"], ["Received", "Review", "Decision"])
    client = Client(headers={"accept-language": language})
    with as_system():
        client.force_login(Person.objects.get(email__startswith="applicant"))
    shown = [client.get(f"/applications/{case.reference}/"), client.get("/applications/")]
    for page in shown:
        words = main(page.content.decode())
        assert name.in_language(language) in words
        assert not [word for word in OF_MONEY if word in words]


def test_the_receipt_and_the_printed_form_ask_for_no_account(dog: Live) -> None:
    case = received(dog)
    client = Client()
    with as_system():
        client.force_login(Person.objects.get(email__startswith="applicant"))
        data = form_data(dog, "ja")
    assert "振り込みます" not in client.get(f"/applications/{case.reference}/receipt/").content.decode()
    assert data["pays"] is False
    assert "bank_account" not in {field["kind"] for page in data["pages"] for field in page["fields"]}
    assert pdf.render("procedures/form", data, language="ja", now=dog.opens_at).startswith(b"%PDF")


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


def main(page: str) -> str:
    """The page without its navigation, in which staff find the payouts of other procedures."""
    return page.partition("<main")[2].partition("</main>")[0]
