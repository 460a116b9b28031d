"""The main job, by its operations: from application to payout, and back from a failed transfer."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from naniwa.kernel.audit.models import Record
from naniwa.kernel.notifications.models import Message
from naniwa.kernel.organisations.isolation import Scope, acting_as, as_system
from naniwa.kernel.organisations.models import Organisation
from naniwa.kernel.payments import operations as payments
from naniwa.kernel.payments.failure_list import FailedTransfer
from naniwa.kernel.payments.models import Claim
from naniwa.kernel.payments.queries.balance import balance
from naniwa.kernel.people.models import Person
from naniwa.library.periods import day_of
from naniwa.services.procedures.models import (
    Application,
    Decision,
    Deficiency,
    Draft,
    ItemState,
    Notice,
    NoticeState,
    Outcome,
    State,
)
from naniwa.services.procedures.operations import (
    bulk_review,
    corrections,
    decisions,
    drafts,
    intake,
    notices,
    payouts,
    reminders,
    review,
    withdrawals,
)
from naniwa.services.procedures.operations.preparing import RefusedAtEntry, prepare
from naniwa.services.procedures.queries.live import Live
from naniwa.services.procedures.rules import (
    AlreadyDecided,
    NotOpen,
    NotYours,
    OpenDeficiencies,
    SamePerson,
    TakenByAnother,
    TooLate,
    WrongState,
)
from naniwa.services.procedures.tests import factories
from naniwa.services.procedures.tests.factories import NOW

DAY = timedelta(days=1)


def _draft(version: Live, by: Person, name: str = factories.CLEAN) -> Draft:
    draft = drafts.start(version=version, by=by, language="ja", now=NOW)
    answers = {key: value for key, value in factories.example(version, name).items() if not isinstance(value, list)}
    Draft.objects.filter(pk=draft.pk).update(answers=answers)
    return draft


@pytest.fixture
def applicant(version: Live) -> Person:
    return factories.resident()


def test_a_draft_is_begun_once(version: Live, applicant: Person) -> None:
    with as_system():
        first = drafts.start(version=version, by=applicant, language="ja", now=NOW)
        assert drafts.start(version=version, by=applicant, language="ja", now=NOW + DAY) == first


def test_nobody_applies_before_or_after_the_window(version: Live, applicant: Person) -> None:
    assert version.closes_at is not None
    for moment in (version.opens_at - timedelta(seconds=1), version.closes_at):
        with as_system(), pytest.raises(NotOpen):
            drafts.start(version=version, by=applicant, language="ja", now=moment)


def test_a_page_saved_in_another_window_is_not_overwritten(version: Live, applicant: Person) -> None:
    with as_system():
        draft = drafts.start(version=version, by=applicant, language="ja", now=NOW)
        page: dict[str, Any] = {"page": "who", "complete": True, "by": applicant, "now": NOW, "draft_id": draft.pk}
        drafts.save_page(**page, values={"kind": "company"}, seen=0, window="one")
        with pytest.raises(drafts.SavedElsewhere):
            drafts.save_page(**page, values={"kind": "sole"}, seen=0, window="two")
        assert drafts.save_page(**page, values={"kind": "sole"}, seen=1, window="two").answers == {"kind": "sole"}


def test_missing_papers_refuse_entry_and_keep_the_draft(version: Live, applicant: Person) -> None:
    with as_system():
        draft = _draft(version, applicant)
        with pytest.raises(RefusedAtEntry) as refused:
            intake.submit(draft_id=draft.pk, by=applicant, now=NOW)
        assert "bank_book" in {problem.field for problem in refused.value.problems}
        assert Draft.objects.get(pk=draft.pk).application is None


def test_a_fault_becomes_an_item_with_a_drafted_notice(version: Live) -> None:
    case = factories.received(version, name=factories.FAULTY)
    with as_system():
        item = Deficiency.objects.get(application=case)
        assert (item.code, item.state, item.opens) == ("account-holder-differs", "proposed", ["account", "bank_book"])
        notice = Notice.objects.get(application=case)
        assert notice.state == NoticeState.DRAFT
        assert "振込先の口座" in notice.body


def test_the_applicants_scope_sees_only_the_applicants_own_case(version: Live, applicant: Person) -> None:
    mine, other = factories.received(version, by=applicant), factories.received(version)
    with acting_as(Scope(person_id=applicant.pk)):
        assert list(Application.objects.values_list("pk", flat=True)) == [mine.pk]
        assert not Deficiency.objects.filter(application=other).exists()


def test_a_view_that_forgets_its_filter_gets_nothing(version: Live) -> None:
    factories.received(version)
    assert not Application.objects.exists()
    other = Organisation.objects.get(code="271403")
    with acting_as(Scope(organisation_id=other.pk, person_id=None)):
        assert not Application.objects.exists()


def test_the_municipality_sees_the_cases_it_pays_half_of(version: Live) -> None:
    case = factories.received(version)
    with acting_as(Scope(organisation_id=Organisation.objects.get(code="271004").pk)):
        assert Application.objects.get().reference == case.reference


def test_the_municipality_can_change_nothing(version: Live) -> None:
    case = factories.received(version, name=factories.FAULTY)
    with acting_as(Scope(organisation_id=Organisation.objects.get(code="271004").pk)):
        assert Application.objects.update(state=State.DECLINED) == 0
        assert Deficiency.objects.update(state=ItemState.WAIVED, closed_at=NOW) == 0
        with pytest.raises(ProgrammingError), transaction.atomic():
            Notice.objects.create(application=case, number=9, body="", drafted_at=NOW)


def test_a_case_that_waits_for_its_decision_is_not_reviewed_again(version: Live, reviewer: Person) -> None:
    case = factories.reviewed(version, reviewer=reviewer)
    with as_system(), pytest.raises(WrongState):
        review.claim(application=case, by=reviewer, now=NOW)


def test_a_bulk_notice_passes_over_the_case_of_a_colleague(version: Live, reviewer: Person) -> None:
    case, other = factories.received(version, name=factories.FAULTY), factories.staff("b@pref.example.jp", "reviewer")
    with as_system():
        review.claim(application=case, by=other, now=NOW)
        notice = Notice.objects.get(application=case)
        assert notices.send_notices(notice_ids=[notice.pk], by=reviewer, now=NOW).sent == 0
        assert notices.send_notices(notice_ids=[notice.pk], by=other, now=NOW).sent == 1


def test_two_reviewers_cannot_take_one_case(version: Live, reviewer: Person) -> None:
    case, other = factories.received(version), factories.staff("second@pref.example.jp", "reviewer")
    with as_system():
        review.claim(application=case, by=reviewer, now=NOW)
        with pytest.raises(TakenByAnother):
            review.claim(application=case, by=other, now=NOW)
        review.hand_back(application=case, by=reviewer, now=NOW)
        assert review.claim(application=case, by=other, now=NOW).assignee == other


def test_claim_next_gives_the_oldest_case_and_never_the_same_twice(version: Live, reviewer: Person) -> None:
    late = factories.received(version, now=NOW + DAY)
    early = factories.received(version, now=NOW)
    with as_system():
        arguments: dict[str, Any] = {"by": reviewer, "now": NOW, "organisation_id": version.organisation_id}
        taken = [review.claim_next(**arguments) for _ in range(3)]
    assert taken == [early, late, None]


def test_a_notice_is_sent_once_however_often_it_is_pressed(version: Live, reviewer: Person) -> None:
    case = factories.notified(version, reviewer=reviewer)
    with as_system():
        notice = Notice.objects.get(application=case)
        again = notices.send_notices(notice_ids=[notice.pk], by=reviewer, now=NOW)
        assert (again.sent, again.passed_over) == (0, 1)
        message = Message.objects.get(reference=case.reference, template="procedures.correction")
        assert "口座の名義" in message.body
        assert (case.state, notice.state) == (State.NEEDS_CORRECTION, NoticeState.SENT)


def test_only_the_faulty_fields_can_be_mended(version: Live, reviewer: Person, applicant: Person) -> None:
    case = factories.notified(version, reviewer=reviewer, by=applicant)
    changes = {"account": factories.example(version)["account"], "sales_after": 1}
    with as_system():
        mended = corrections.resubmit(application=case, changes=changes, by=applicant, now=NOW + DAY)
        assert mended.answers["account"]["holder_kana"] == "カ）ナニワショウテン"
        assert mended.answers["sales_after"] == case.answers["sales_after"]
        assert mended.state == State.RESUBMITTED
        assert Deficiency.objects.get(application=case).state == ItemState.ANSWERED
        assert [one.number for one in mended.submissions.order_by("number")] == [1, 2]


def test_a_correction_is_handed_in_once_in_time_and_by_the_applicant(
    version: Live, reviewer: Person, applicant: Person
) -> None:
    case = factories.notified(version, reviewer=reviewer, by=applicant)
    mend: dict[str, Any] = {"application": case, "changes": {"account": factories.example(version)["account"]}}
    with as_system():
        due = Notice.objects.get(application=case).due_at
        assert due is not None
        with pytest.raises(NotYours):
            corrections.resubmit(**mend, by=reviewer, now=NOW)
        with pytest.raises(TooLate):
            corrections.resubmit(**mend, by=applicant, now=due)
        corrections.resubmit(**mend, by=applicant, now=due - timedelta(microseconds=1))
        with pytest.raises(WrongState):
            corrections.resubmit(**mend, by=applicant, now=NOW)


def test_the_reviewer_cannot_decide_and_nothing_is_decided_twice(
    version: Live, reviewer: Person, approver: Person
) -> None:
    case = factories.reviewed(version, reviewer=reviewer)
    decision: dict[str, Any] = {
        "application": case,
        "outcome": Outcome.APPROVED,
        "amount_yen": 1_000_000,
        "reason": "",
        "now": NOW,
    }
    with as_system():
        with pytest.raises(SamePerson):
            decisions.decide(**decision, by=reviewer)
        decisions.decide(**decision, by=approver)
        with pytest.raises(AlreadyDecided):
            decisions.decide(**decision, by=approver)


def test_the_database_itself_refuses_one_person_as_reviewer_and_decider(version: Live, reviewer: Person) -> None:
    case = factories.reviewed(version, reviewer=reviewer)
    with as_system(), pytest.raises(IntegrityError, match="two_persons"), transaction.atomic():
        Decision.objects.create(
            application=case, outcome="declined", amount_yen=0, reviewer=reviewer, decided_by=reviewer, decided_at=NOW
        )


def test_an_approval_opens_a_claim_shared_by_prefecture_and_municipality(
    version: Live, reviewer: Person, approver: Person
) -> None:
    case = factories.approved(version, reviewer=reviewer, approver=approver)
    with as_system():
        claim = Claim.objects.get(reference=case.reference)
        assert claim.shares == {"270008": 500_000, "271004": 500_000}
        assert Message.objects.filter(reference=case.reference, template="procedures.approved").count() == 1


def test_open_faults_hinder_an_approval(version: Live, reviewer: Person) -> None:
    case = factories.received(version, name=factories.FAULTY)
    finish: dict[str, Any] = {"application": case, "comment": "", "by": reviewer, "now": NOW}
    with as_system():
        review.claim(application=case, by=reviewer, now=NOW)
        with pytest.raises(OpenDeficiencies):
            review.finish_review(**finish, outcome=Outcome.APPROVED, amount_yen=1_000_000)
        review.waive_item(item=Deficiency.objects.get(application=case), by=reviewer, now=NOW)
        assert Notice.objects.get(application=case).state == NoticeState.DISCARDED
        review.finish_review(**finish, outcome=Outcome.APPROVED, amount_yen=1_000_000)


def test_a_bulk_decision_passes_over_what_is_not_ready(version: Live, reviewer: Person, approver: Person) -> None:
    ready = [factories.reviewed(version, reviewer=reviewer) for _ in range(3)]
    own = factories.reviewed(version, reviewer=approver)
    new = factories.received(version)
    ids = [case.pk for case in (*ready, own, new)]
    with as_system():
        done = decisions.decide_many(case_ids=ids, by=approver, now=NOW)
        assert (done.approved, done.declined, done.amount_yen, done.passed_over) == (3, 0, 3_000_000, 2)
        assert decisions.decide_many(case_ids=ids, by=approver, now=NOW).approved == 0


def test_clean_cases_pass_together_and_faulty_ones_stay(version: Live, reviewer: Person) -> None:
    clean, faulty = factories.received(version), factories.received(version, name=factories.FAULTY)
    with as_system():
        passed = bulk_review.pass_clean(case_ids=[clean.pk, faulty.pk], comment="", by=reviewer, now=NOW)
        assert passed == 1
        assert Application.objects.get(pk=clean.pk).reviewed_by == reviewer
        assert Application.objects.get(pk=faulty.pk).state == State.RECEIVED


def test_faults_that_the_rules_find_mended_are_closed_together(
    version: Live, reviewer: Person, applicant: Person
) -> None:
    case = factories.resubmitted(version, reviewer=reviewer, by=applicant)
    with as_system():
        assert bulk_review.close_mended(case_ids=[case.pk], by=reviewer, now=NOW) == 1
        assert Deficiency.objects.get(application=case).state == ItemState.RESOLVED


def test_a_failed_transfer_comes_back_and_is_paid_in_a_second_run(
    version: Live, reviewer: Person, approver: Person, applicant: Person
) -> None:
    case = factories.approved(version, reviewer=reviewer, approver=approver, by=applicant)
    slug, office = version.procedure.slug, Organisation.objects.get(pk=version.organisation_id)
    releaser = factories.staff("releaser@pref.example.jp", "releaser")
    with as_system():
        payments.set_paying_account(
            organisation=office, client_code="1234567890", client_name="オオサカフ", bank_code="0001", branch_code="001",
            account_type="1", account_number="7654321", by=None, now=NOW,
        )  # fmt: skip
        pay: dict[str, Any] = {
            "organisation": office,
            "procedure": slug,
            "transfer_on": date(2020, 5, 15),
            "by": reviewer,
            "now": NOW,
        }
        run = payments.release(run=payments.collect(**pay), by=releaser, now=NOW)
        payouts.payment_started([case.reference], now=NOW)
        failed = FailedTransfer(reference=case.reference, reason="口座なし")
        payments.confirm(run=run, failures=[failed], by=reviewer, now=NOW)
        payouts.payment_failed({case.reference: "口座なし"}, now=NOW)
        case.refresh_from_db()
        assert case.state == State.TRANSFER_FAILED

        answer = {"account": case.answers["account"] | {"account_number": "7654321"}}
        corrections.resubmit(application=case, changes=answer, by=applicant, now=NOW + 60 * DAY)
        case.refresh_from_db()
        assert case.state == State.APPROVED

        second = payments.release(run=payments.collect(**pay), by=releaser, now=NOW)
        payouts.payment_started([case.reference], now=NOW)
        payments.confirm(run=second, failures=[], by=reviewer, now=NOW)
        payouts.payment_made([case.reference], now=NOW)
        case.refresh_from_db()
        assert case.state == State.PAID
        row = balance(slug)[0]
        assert (row.approved_yen, row.paid_yen, row.difference_yen) == (1_000_000, 1_000_000, 0)


def test_an_applicant_withdraws_before_the_decision_only(version: Live, reviewer: Person, approver: Person) -> None:
    case = factories.received(version, name=factories.FAULTY)
    decided = factories.approved(version, reviewer=reviewer, approver=approver)
    with as_system():
        assert case.person is not None
        assert decided.person is not None
        withdrawals.withdraw(application=case, reason="", by=case.person, now=NOW)
        assert withdrawals.withdraw(application=case, reason="", by=case.person, now=NOW).state == State.WITHDRAWN
        assert not Notice.objects.filter(application=case, state=NoticeState.DRAFT).exists()
        with pytest.raises(AlreadyDecided):
            withdrawals.withdraw(application=decided, reason="", by=decided.person, now=NOW)


def test_reminders_follow_the_definition_and_the_deadline_ends_them(version: Live, reviewer: Person) -> None:
    case = factories.notified(version, reviewer=reviewer)
    with as_system():
        due = Notice.objects.get(application=case).due_at
        assert due is not None
        sent = [reminders.remind(now=due - days * DAY) for days in (8, 7, 7, 3, 2, 1)]
        assert sent == [0, 1, 0, 0, 1, 0]
        assert Message.objects.filter(reference=case.reference, template="procedures.reminder").count() == 2
        assert reminders.close_expired(now=due - timedelta(microseconds=1)) == 0
        assert reminders.close_expired(now=due) == 1
        case.refresh_from_db()
        assert case.state == State.UNDER_REVIEW


def test_each_turn_leaves_an_audit_record_in_its_transaction(version: Live, reviewer: Person, approver: Person) -> None:
    case = factories.approved(version, reviewer=reviewer, approver=approver)
    with as_system():
        actions = set(Record.objects.filter(target=case.reference).values_list("action", flat=True))
    assert {"procedures.received", "procedures.claimed", "procedures.reviewed", "procedures.approved"} <= actions


def test_rare_names_are_kept_exactly(version: Live) -> None:
    names = ["髙橋", "﨑山", "𠮷野", "辻󠄀", "葛󠄀城", "㐂"]
    for family in names:
        person = {"family": family, "given": "㐂一", "family_kana": "タカハシ", "given_kana": "ハナコ"}
        case = factories.received(version, representative=person)
        assert case.answers["representative"]["family"] == family


def test_answers_of_hidden_fields_are_dropped(version: Live) -> None:
    answers = factories.example(version) | {"usual_hours": "outside"}
    assert "usual_hours" not in prepare(version, answers, received_on=day_of(NOW)).answers
