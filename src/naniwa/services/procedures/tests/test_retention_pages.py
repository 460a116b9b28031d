"""The pages of retention, holds, appeals and withdrawn decisions, for staff and for everybody."""

import json
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.organisations.models import Organisation
from naniwa.kernel.payments.models import Reclaim
from naniwa.kernel.payments.queries.balance import balance, total
from naniwa.kernel.people.access import Staff
from naniwa.kernel.people.models import Person
from naniwa.services.procedures.models import Appeal, Application, Hold, State
from naniwa.services.procedures.operations import holds
from naniwa.services.procedures.queries.live import Live
from naniwa.services.procedures.queries.retention import foresee
from naniwa.services.procedures.tests import factories
from naniwa.services.procedures.tests.factories import NOW
from naniwa.services.procedures.tests.staff_sessions import signed_in
from naniwa.services.procedures.tests.test_retention import paid, run_night, withdrawn

DAY = timedelta(days=1)


@pytest.fixture
def other(version: Live) -> Person:
    return factories.staff("other@pref.example.jp", "approver")


def holder(version: Live, email: str = "holder@example.jp") -> Staff:
    person = factories.staff(email, "administrator")
    return Staff(person, Organisation.objects.get(code=factories.OFFICE), frozenset({"administrator"}))


def case_page(person: Person, case: Application) -> str:
    return signed_in(person).get(reverse("procedures:staff_case", args=[case.reference])).content.decode()


def test_the_dry_run_says_what_would_go_and_what_stays_and_why(version: Live) -> None:
    person = factories.resident()
    first, second = withdrawn(version, person), withdrawn(version, person)
    with as_system():
        holds.hold_case(application=second, reason="訴訟", until=None, by=holder(version), now=NOW)
        office = Organisation.objects.get(code=factories.OFFICE)
    before = NOW.replace(year=NOW.year + 5) - 20 * DAY
    foreseen = foresee(now=before, days=30, organisation_id=office.pk, language="ja")
    assert [(one.going, one.held, one.appealed, one.owing, one.drafts) for one in foreseen] == [(1, 1, 0, 0, 0)]
    assert foresee(now=before, days=10, organisation_id=office.pk, language="ja") == []
    with as_system():
        assert Application.objects.get(pk=first.pk).applicant_name == first.applicant_name


def test_the_records_officer_sees_the_page_and_others_do_not(version: Live) -> None:
    withdrawn(version, factories.resident())
    run_night()
    for role in ("administrator", "auditor"):
        page = signed_in(factories.staff(f"{role}@example.jp", role)).get(reverse("procedures:staff_retention"))
        assert page.status_code == 200
        assert "第1号" in page.content.decode()
        assert ("staff/retention/hold/" in page.content.decode()) == (role == "administrator")
    reviewer = signed_in(factories.staff("r@example.jp", "reviewer"))
    assert reviewer.get(reverse("procedures:staff_retention")).status_code == 403


def test_an_administrator_holds_a_case_or_a_whole_procedure_and_another_lets_go(version: Live) -> None:
    case = withdrawn(version, factories.resident())
    first = signed_in(factories.staff("one@example.jp", "administrator"))
    second = signed_in(factories.staff("two@example.jp", "administrator"))
    url = reverse("procedures:staff_hold")
    first.post(url, {"procedure": case.procedure, "reference": case.reference, "reason": "訴訟"})
    first.post(url, {"procedure": case.procedure, "reason": "会計検査"})
    first.post(url, {"procedure": "no-such", "reason": "会計検査"})
    unknown = first.post(url, {"reference": "KX-0000-0000-0000", "reason": "訴訟"}, follow=True)
    assert "見つかりません" in unknown.content.decode()
    with as_system():
        made = list(Hold.objects.order_by("pk"))
    assert [hold.application_id for hold in made] == [case.pk, None]
    page = first.get(reverse("procedures:staff_retention")).content.decode()
    assert "解くのは、止めた人とは別の人です" in page
    end = reverse("procedures:staff_end_hold", args=[made[0].public_id])
    first.post(end, {"reason": "もうよい"})
    with as_system():
        assert Hold.objects.get(pk=made[0].pk).ended_at is None
    second.post(end, {"reason": "和解した"})
    with as_system():
        assert Hold.objects.get(pk=made[0].pk).ended_at is not None


def test_a_hold_of_another_organisation_is_not_found(version: Live) -> None:
    case = withdrawn(version, factories.resident())
    with as_system():
        hold = holds.hold_case(application=case, reason="訴訟", until=None, by=holder(version), now=NOW)
    stranger = signed_in(factories.staff("s@example.jp", "administrator", office="271004"))
    assert (
        stranger.post(reverse("procedures:staff_end_hold", args=[hold.public_id]), {"reason": "x"}).status_code == 404
    )
    stranger.post(reverse("procedures:staff_hold"), {"reference": case.reference, "reason": "x"})
    stranger.post(reverse("procedures:staff_hold"), {"procedure": case.procedure, "reason": "x"})
    with as_system():
        assert Hold.objects.count() == 1


def test_the_page_of_a_case_shows_the_hold_and_an_emptied_case_says_so(
    version: Live, reviewer: Person, approver: Person, other: Person
) -> None:
    case = paid(version, reviewer, approver, by=factories.resident())
    signed_in(approver).post(reverse("procedures:staff_hold_case", args=[case.reference]), {"reason": "住民訴訟のため"})
    assert "住民訴訟のため" in case_page(other, case)
    with as_system():
        Hold.objects.all().delete()
    run_night()
    page = case_page(other, case)
    assert "金額、市町村、日付、状態だけが残っています" in page
    assert case.applicant_name not in page
    assert reverse("procedures:staff_note", args=[case.reference]) not in page


def test_an_approver_records_an_appeal_its_answer_and_withdraws_the_decision(
    version: Live, reviewer: Person, approver: Person, other: Person
) -> None:
    case = paid(version, reviewer, approver, by=factories.resident())
    client, args = signed_in(other), [case.reference]
    page = case_page(other, case)
    assert ("審査請求を記録する" in page, "決定を取り消す" in page, "返還の期限" in page) == (True, True, True)
    appealed = reverse("procedures:staff_appeal", args=args)
    client.post(appealed, {"filed_on": "yesterday", "ground": "額"})
    client.post(appealed, {"filed_on": "2020-05-30", "ground": "額が少ない"})
    answered = reverse("procedures:staff_appeal_answer", args=args)
    client.post(answered, {"outcome": "perhaps", "answered_on": "2020-07-01"})
    client.post(answered, {"outcome": "upheld", "answered_on": "2020-07-01", "words": "認める"})
    with as_system():
        assert Appeal.objects.get().outcome == "upheld"
    url = reverse("procedures:staff_recall", args=args)
    mine = signed_in(approver).post(url, {"reason": "誤り", "due_on": "2099-01-01"}, follow=True).content.decode()
    assert "別の決定権者" in mine
    told = client.post(url, {"reason": "誤り", "due_on": "2099-01-01"}, follow=True).content.decode()
    again = client.post(url, {"reason": "誤り", "due_on": "2099-01-01"}, follow=True).content.decode()
    assert "決定を取り消しました" in told
    assert "決定を取り消しました" in again
    assert "返還を求める額" in told
    with as_system():
        assert Application.objects.get(pk=case.pk).state == State.RECALLED
        assert Reclaim.objects.count() == 1


def test_the_applicant_reads_that_the_decision_was_withdrawn(
    version: Live, reviewer: Person, approver: Person, other: Person
) -> None:
    person = factories.resident()
    case = paid(version, reviewer, approver, by=person)
    url = reverse("procedures:staff_recall", args=[case.reference])
    signed_in(other).post(url, {"reason": "営業していた", "due_on": "2099-01-01"})
    client = Client()
    client.force_login(person)
    page = client.get(f"/applications/{case.reference}/").content.decode()
    assert ("決定取消し" in page, "営業していた" in page) == (True, True)


def test_a_payer_writes_down_what_came_back_once_for_each_form(
    version: Live, reviewer: Person, approver: Person, other: Person
) -> None:
    case = paid(version, reviewer, approver, by=factories.resident())
    recall = reverse("procedures:staff_recall", args=[case.reference])
    signed_in(other).post(recall, {"reason": "誤り", "due_on": "2099-01-01"})
    with as_system():
        reclaim = Reclaim.objects.get()
        day = timezone.localtime(reclaim.opened_at).date().isoformat()
    payer = signed_in(factories.staff("payer@example.jp", "payer"))
    assert case.applicant_name in payer.get(reverse("payments:reclaims")).content.decode()
    url = reverse("payments:pay_back", args=[reclaim.public_id])
    form = {"number": "1", "amount": "400,000", "paid_on": day}
    payer.post(url, form)
    payer.post(url, form)
    payer.post(url, {**form, "number": "2", "amount": "-1"})
    payer.post(url, {**form, "number": "x"})
    payer.post(url, {**form, "number": "2", "amount": "700,000"})
    assert signed_in(factories.staff("rel@example.jp", "releaser")).post(url, form).status_code == 403
    with as_system():
        row = total(balance(case.procedure))
    assert (row.reclaimed_yen, row.repaid_yen, row.difference_yen) == (1_000_000, 400_000, 0)
    page = payer.get(reverse("payments:balance") + f"?procedure={case.procedure}").content.decode()
    assert ("返還請求" in page, "400,000円" in page) == (True, True)


def test_everybody_can_fetch_a_receipt_its_signature_and_its_key(version: Live) -> None:
    assert "openssl" not in Client().get(reverse("procedures:retention")).content.decode()
    case = withdrawn(version, factories.resident())
    run_night()
    client = Client()
    page = client.get(reverse("procedures:retention")).content.decode()
    assert ("第1号" in page, "openssl pkeyutl" in page) == (True, True)
    files = [client.get(reverse(f"procedures:retention_{one}", args=[1])) for one in ("receipt", "signature", "key")]
    text, signature, pem = (file.content for file in files)
    key = load_pem_public_key(pem)
    assert isinstance(key, Ed25519PublicKey)
    key.verify(signature, text)
    assert json.loads(text)["gone"][0]["count"] == 1
    assert case.reference not in text.decode()
    assert client.get(reverse("procedures:retention_receipt", args=[2])).status_code == 404
