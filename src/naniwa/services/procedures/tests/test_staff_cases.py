"""The review screen: who may do what, said in plain words, once however often the button is pressed."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from naniwa.kernel.audit.models import Record
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.people.models import Person
from naniwa.services.procedures.models import Application, Decision, Note, Notice, NoticeState, Step
from naniwa.services.procedures.operations import review
from naniwa.services.procedures.queries.live import Live
from naniwa.services.procedures.tests import factories
from naniwa.services.procedures.tests.staff_sessions import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def version() -> Live:
    return factories.published()


@pytest.fixture
def reviewer(version: Live) -> Person:
    return factories.staff("reviewer@example.jp", "reviewer")


@pytest.fixture
def approver(version: Live) -> Person:
    return factories.staff("approver@example.jp", "approver")


def claimed(version: Live, by: Person, name: str = factories.CLEAN) -> Application:
    case = factories.received(version, name=name, now=timezone.now())
    with as_system():
        return review.claim(application=case, by=by, now=timezone.now())


def press(person: Person, name: str, case: Application, **data: str) -> Any:
    client = signed_in(person)
    answer = client.post(reverse(f"procedures:{name}", args=[case.reference]), data)
    return client.get(answer["Location"]).content.decode() if answer.status_code == 302 else answer


def page(client: Client, case: Application) -> Any:
    return client.get(reverse("procedures:staff_case", args=[case.reference]))


def test_looking_at_a_case_is_written_down_once_with_its_purpose(version: Live, reviewer: Person) -> None:
    case = claimed(version, reviewer)
    page(signed_in(reviewer), case)
    with as_system():
        reads = list(
            Record.objects.filter(action="procedures.case_read").values_list("actor", "target", "purpose", "subject")
        )
    assert reads == [(reviewer.pk, case.reference, "review", case.person_id)]


def test_a_case_past_its_target_is_marked_as_such_and_a_closed_one_names_no_target(
    version: Live, reviewer: Person, approver: Person
) -> None:
    late = factories.received(version)
    client, mark = signed_in(reviewer), re.compile(r'nw-status--orange">(?:<svg.*?</svg>)?\s*(?:<span>)?期限切れ')
    ledger = client.get(reverse("procedures:staff_register")).content.decode()
    assert mark.search(ledger)
    assert mark.search(page(client, late).content.decode())
    closed = factories.approved(version, reviewer=reviewer, approver=approver)
    assert closed.due_at
    shown = re.search(r'<p class="pr-head__facts">.*?</p>', page(client, closed).content.decode(), re.DOTALL)
    assert shown
    assert "期限" not in shown[0]


def test_the_claim_of_another_is_shown_and_not_taken(version: Live, reviewer: Person) -> None:
    case = claimed(version, reviewer)
    other = factories.staff("other@example.jp", "reviewer")
    assert "さんが担当しています" in press(other, "staff_claim", case)
    with as_system():
        case.refresh_from_db()
    assert case.assignee_id == reviewer.pk


def test_open_faults_stand_in_the_way_of_approval_in_plain_words(version: Live, reviewer: Person) -> None:
    case = claimed(version, reviewer, factories.FAULTY)
    shown = press(reviewer, "staff_finish", case, outcome="approved", amount="1000000", comment="")
    assert "まだ開いている不備があります" in shown
    with as_system():
        case.refresh_from_db()
    assert case.stage == "review"


@pytest.mark.parametrize("amount", ["", "0", "百万円くらい"])
def test_an_approval_is_not_proposed_without_an_amount(version: Live, reviewer: Person, amount: str) -> None:
    case = claimed(version, reviewer)
    assert "金額を数字で" in press(reviewer, "staff_finish", case, outcome="approved", amount=amount)


def test_finishing_twice_is_one_review(version: Live, reviewer: Person) -> None:
    case = claimed(version, reviewer)
    for _ in range(2):
        press(reviewer, "staff_finish", case, outcome="approved", amount="1,000,000", comment="よい")
    with as_system():
        assert Step.objects.filter(application=case, kind="review").count() == 1


def test_a_case_that_awaits_decision_is_not_taken_back_by_a_reviewer(version: Live, reviewer: Person) -> None:
    case = factories.reviewed(version, reviewer=reviewer, now=timezone.now())
    other = factories.staff("other@example.jp", "reviewer")
    assert "状態が変わった" in press(other, "staff_claim", case)
    with as_system():
        case.refresh_from_db()
    assert (case.stage, case.assignee_id) == ("decision", None)


def test_whoever_reviewed_does_not_decide(version: Live) -> None:
    both = factories.staff("both@example.jp", "reviewer", "approver")
    case = factories.reviewed(version, reviewer=both, now=timezone.now())
    assert "決定は別の人が行ってください" in press(both, "staff_decide", case, outcome="approved", amount="1000000")
    with as_system():
        assert not Decision.objects.exists()


def test_deciding_twice_is_one_decision_and_its_paper_can_be_read(
    version: Live, reviewer: Person, approver: Person
) -> None:
    case = factories.reviewed(version, reviewer=reviewer, now=timezone.now())
    for _ in range(2):
        shown = press(approver, "staff_decide", case, outcome="approved", amount="1000000")
        assert "決定しました" in shown
    with as_system():
        assert Decision.objects.get().decided_by_id == approver.pk
    paper = signed_in(approver).get(reverse("procedures:staff_decision_pdf", args=[case.reference]))
    assert paper.content.startswith(b"%PDF")


def test_sending_back_needs_a_reason_and_returns_to_the_reviewer(
    version: Live, reviewer: Person, approver: Person
) -> None:
    case = factories.reviewed(version, reviewer=reviewer, now=timezone.now())
    assert "戻す理由を書いてください" in press(approver, "staff_send_back", case, reason=" ")
    press(approver, "staff_send_back", case, reason="帳簿を見てください")
    with as_system():
        case.refresh_from_db()
    assert (case.stage, case.assignee_id) == ("review", reviewer.pk)


def test_a_note_pressed_twice_is_one_note_and_an_empty_one_is_none(version: Live, reviewer: Person) -> None:
    case = claimed(version, reviewer)
    for text in ("電話で確認", "電話で確認", "  "):
        press(reviewer, "staff_note", case, text=text)
    with as_system():
        assert list(Note.objects.values_list("text", flat=True)) == ["電話で確認"]


def test_an_item_goes_through_confirm_notice_and_waiver(version: Live, reviewer: Person) -> None:
    case = claimed(version, reviewer, factories.FAULTY)
    with as_system():
        item = case.deficiencies.get()
    for _ in range(2):
        press(reviewer, "staff_item", case, code=item.code, field=item.field, act="confirm")
    with as_system():
        item.refresh_from_db()
        assert (item.state, Notice.objects.get().state) == ("confirmed", NoticeState.DRAFT)
    press(reviewer, "staff_item", case, code=item.code, field=item.field, act="waive")
    with as_system():
        item.refresh_from_db()
        assert (item.state, Notice.objects.get().state) == ("waived", NoticeState.DISCARDED)


def test_the_draft_is_shown_word_for_word_as_the_applicant_will_read_it(version: Live, reviewer: Person) -> None:
    case = claimed(version, reviewer, factories.FAULTY)
    shown = page(signed_in(reviewer), case).content.decode()
    with as_system():
        item = case.deficiencies.get()
    assert item.reason in shown
    assert f"/applications/{case.reference}/correction/" in shown


def test_a_reviewer_adds_a_fault_by_a_code_of_the_definition_only(version: Live, reviewer: Person) -> None:
    case = claimed(version, reviewer)
    assert press(reviewer, "staff_add_item", case, code="no-such-code").status_code == 404
    press(reviewer, "staff_add_item", case, code="ledger-differs", reason="4月のページがありません")
    with as_system():
        assert case.deficiencies.get().reason == "4月のページがありません"


def test_corrections_are_shown_field_by_field(version: Live, reviewer: Person) -> None:
    applicant = factories.resident("mends@example.jp")
    case = factories.resubmitted(version, reviewer=reviewer, by=applicant)
    shown = page(signed_in(reviewer), case).content.decode()
    assert "修正の前と後" in shown
    assert "<ins>" in shown


def test_another_application_to_the_same_account_is_pointed_out(version: Live, reviewer: Person) -> None:
    first = claimed(version, reviewer)
    second = factories.received(version, now=timezone.now())
    shown = page(signed_in(reviewer), first).content.decode()
    assert second.reference in shown
    assert "重なっているかもしれない申請" in shown


def test_a_municipality_sees_its_own_cases_and_changes_none(version: Live, reviewer: Person) -> None:
    case = factories.received(version, now=timezone.now())
    with as_system():
        own = case.partner.code if case.partner else ""
    osaka = signed_in(factories.staff("city@example.jp", "reviewer", "approver", office=own))
    shown = page(osaka, case).content.decode()
    assert "審査と決定は" in shown
    assert "staff_claim" not in shown
    for name in ("staff_claim", "staff_note", "staff_finish", "staff_decide"):
        answer = osaka.post(reverse(f"procedures:{name}", args=[case.reference]), {"text": "x", "outcome": "approved"})
        assert answer.status_code == 403
    sakai = signed_in(factories.staff("sakai@example.jp", "reviewer", office="271403" if own != "271403" else "271004"))
    assert page(sakai, case).status_code == 404


@pytest.mark.parametrize(
    "name", ["staff_claim", "staff_item", "staff_send", "staff_finish", "staff_decide", "staff_send_back", "staff_note"]
)
def test_an_auditor_reads_and_does_nothing(version: Live, name: str) -> None:
    case = factories.received(version, now=timezone.now())
    auditor = signed_in(factories.staff("auditor@example.jp", "auditor"))
    assert page(auditor, case).status_code == 200
    assert auditor.post(reverse(f"procedures:{name}", args=[case.reference])).status_code == 403


def test_a_resident_and_a_payer_are_kept_out(version: Live) -> None:
    case = factories.received(version, now=timezone.now())
    assert page(signed_in(factories.staff("payer@example.jp", "payer")), case).status_code == 403
    assert page(signed_in(factories.resident("someone@example.jp")), case).status_code in {302, 403}


def test_what_was_typed_into_a_refused_proposal_is_there_again_once(version: Live, reviewer: Person) -> None:
    case, words = claimed(version, reviewer), "帳簿の合計を電話で確かめた"
    shown = press(reviewer, "staff_finish", case, outcome="approved", amount="百万円くらい", comment=words)
    assert f"{words}</textarea>" in shown
    assert 'value="百万円くらい"' in shown
    assert words not in page(signed_in(reviewer), case).content.decode()


@pytest.mark.parametrize(
    ("form", "typed"),
    [
        ("staff_decide", {"outcome": "approved", "amount": "0", "reason": "要件を満たす"}),
        ("staff_decide", {"outcome": "", "amount": "1000000", "reason": "要件を満たす"}),
    ],
)
def test_a_decision_that_is_not_taken_in_keeps_its_words(
    version: Live, reviewer: Person, approver: Person, form: str, typed: dict[str, str]
) -> None:
    case = factories.reviewed(version, reviewer=reviewer, now=timezone.now())
    assert "要件を満たす</textarea>" in press(approver, form, case, **typed)


def test_what_was_typed_for_one_case_is_not_shown_on_another(version: Live, reviewer: Person) -> None:
    case, other, client = claimed(version, reviewer), claimed(version, reviewer), signed_in(reviewer)
    client.post(
        reverse("procedures:staff_finish", args=[case.reference]), {"outcome": "approved", "comment": "確かめた"}
    )
    assert "確かめた</textarea>" not in page(client, other).content.decode()
    assert "確かめた</textarea>" in page(client, case).content.decode()
