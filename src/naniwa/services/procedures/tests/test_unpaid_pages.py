"""What staff and applicants read where nothing is paid: no word of money."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from naniwa.kernel.consent.models import Consent
from naniwa.kernel.consent.purposes import newest
from naniwa.kernel.documents import operations as documents
from naniwa.kernel.documents import pdf
from naniwa.kernel.documents.tests.conftest import paper
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.organisations.models import Organisation
from naniwa.kernel.people.models import Person
from naniwa.services.procedures.models import Application, Draft, Outcome, State
from naniwa.services.procedures.operations import decisions, drafts, intake
from naniwa.services.procedures.queries.live import Live
from naniwa.services.procedures.queries.papers import decision_data
from naniwa.services.procedures.queries.printed_form import form_data
from naniwa.services.procedures.tests import factories
from naniwa.services.procedures.tests.dogs import CLEAN, DOG, OF_MONEY, received, reviewed
from naniwa.services.procedures.tests.staff_sessions import signed_in
from naniwa.services.procedures.views.applicant.wording import UNPAID, standing


def main(page: str) -> str:
    """The page without its navigation, in which staff find the payouts of other procedures."""
    return page.partition("<main")[2].partition("</main>")[0]


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


def test_the_page_before_deciding_together_speaks_of_no_money(dog: Live, pair: tuple[Person, Person]) -> None:
    reviewer, approver = pair
    reviewed(dog, reviewer, Outcome.APPROVED)
    with as_system():
        Application.objects.update(reviewed_at=timezone.now())
    shown = main(signed_in(approver).get(reverse("procedures:staff_decisions_confirm")).content.decode())
    assert "1件を審査の案のとおりに決定します" in shown
    assert "認める" in shown
    assert "件数を確かめました" in shown
    assert not [word for word in ("支給", "振込", "円", "金額") if word in shown]


def test_the_page_before_deciding_together_speaks_of_money_where_some_is_paid(
    version: Live, reviewer: Person, approver: Person
) -> None:
    factories.reviewed(version, reviewer=reviewer)
    with as_system():
        Application.objects.update(reviewed_at=timezone.now())
    shown = main(signed_in(approver).get(reverse("procedures:staff_decisions_confirm")).content.decode())
    assert "件数と金額を確かめました" in shown
    assert "支給決定" in shown


def test_lists_beside_other_pages_name_the_decision_as_the_definition_does(
    dog: Live, pair: tuple[Person, Person]
) -> None:
    reviewer, approver = pair
    case = reviewed(dog, reviewer, Outcome.APPROVED)
    other = received(dog)
    with as_system():
        decisions.decide(
            application=case, outcome="approved", amount_yen=None, reason="", by=approver, now=case.state_at
        )
        Application.objects.filter(pk=other.pk).update(identity_keys=case.identity_keys)
    shown = main(signed_in(reviewer).get(f"/staff/cases/{other.reference}/?tab=all").content.decode())
    assert "重なっているかもしれない申請" in shown
    assert "登録" in shown
    assert "支給" not in shown


@pytest.mark.django_db
def test_an_applicant_agrees_to_a_review_and_to_no_payment(settings: Any, tmp_path: Path) -> None:
    settings.DOCUMENTS_ROOT = tmp_path
    dog, person = factories.published(factories.of_one_office(DOG, tmp_path)), factories.resident()
    with as_system():
        draft = drafts.start(version=dog, by=person, language="ja", now=dog.opens_at)
        office = Organisation.objects.get(pk=dog.organisation_id)
        kept = documents.accept(
            BytesIO(paper()), name="済証.pdf", person=person, organisation=office, field="proof", now=dog.opens_at
        )
        proof = [{"id": str(kept.pk), "name": "済証.pdf", "media_type": "application/pdf", "size": 1}]
        Draft.objects.filter(pk=draft.pk).update(answers=factories.example(dog, CLEAN, proof=proof))
        intake.submit(draft_id=draft.pk, by=person, now=dog.opens_at)
        assert [(one.purpose, one.person_id) for one in Consent.objects.all()] == [
            ("procedures.sharing_for_review", person.pk)
        ]
    words = newest("procedures.sharing_for_review").text
    assert not [word for word in (*OF_MONEY, "pay") if word in words.ja + words.en]


def test_easy_japanese_has_words_for_either_end() -> None:
    with override("ja-easy"):
        written = [str(UNPAID[state]) for state in (State.APPROVED, State.DECLINED)]
    assert all("申請（しんせい）" in words for words in written)


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
