"""Mending what a notice asks for: the faulty fields alone."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.people.models import Person
from naniwa.services.procedures.models import Application, CorrectionDraft, Deficiency, Notice, Submission
from naniwa.services.procedures.operations import payouts
from naniwa.services.procedures.queries.live import Live
from naniwa.services.procedures.tests import factories
from naniwa.services.procedures.tests.browser import controls, press, words


@pytest.fixture
def person(version: Live) -> Person:
    return factories.resident("mender@example.jp")


@pytest.fixture
def client(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture(autouse=True)
def documents(settings: Any, tmp_path: Any) -> None:
    settings.DOCUMENTS_ROOT = tmp_path


@pytest.fixture
def case(version: Live, reviewer: Person, person: Person) -> Application:
    """The account's holder differs, and the notice is due in some days from now."""
    case = factories.notified(version, reviewer=reviewer, by=person)
    with as_system():
        Notice.objects.filter(application=case).update(due_at=timezone.now() + timedelta(days=3))
    return case


def now_of(case: Application) -> Application:
    with as_system():
        return Application.objects.get(pk=case.pk)


def picture(name: str = "通帳.png", size: int = 40) -> SimpleUploadedFile:
    out = BytesIO()
    Image.new("RGB", (size, size), "#fff").save(out, "PNG")
    return SimpleUploadedFile(name, out.getvalue(), "image/png")


def test_only_the_faulty_fields_are_open_with_the_reason_beside(client: Client, case: Application) -> None:
    page = client.get(f"/applications/{case.reference}/correction/")
    opened = {name.partition(".")[0] for name in controls(page)} - {"csrfmiddlewaretoken", "seen", "known"}
    assert opened == {field for item in items(case) for field in item.opens}
    assert items(case)[0].reason in words(page)
    assert "前回の回答" in words(page)
    assert controls(page)["account.holder_kana"] == ["タカハシ ハナコ"]


def items(case: Application) -> list[Deficiency]:
    with as_system():
        return list(Deficiency.objects.filter(application=case))


def test_what_is_mended_is_confirmed_and_handed_in_once(client: Client, case: Application) -> None:
    page = client.get(f"/applications/{case.reference}/correction/")
    confirm = press(client, page, account__holder_kana="カ）ナニワショウテン", kind="sole", phone="1")
    assert confirm["Location"].endswith("/correction/confirm/")
    shown = client.get(confirm["Location"])
    assert "カ）ナニワショウテン" in words(shown)
    done = press(client, shown)
    assert done["Location"].endswith("/correction/done/")
    mended = now_of(case)
    assert mended.state == "resubmitted"
    assert mended.answers["account"]["holder_kana"] == "カ）ナニワショウテン"
    assert mended.answers["kind"] == case.answers["kind"]
    assert mended.answers["phone"] == case.answers["phone"]
    assert "ありがとうございました" in words(client.get(done["Location"]))
    assert press(client, shown)["Location"].endswith(f"/applications/{case.reference}/")
    with as_system():
        assert Submission.objects.filter(application=case).count() == 2
        assert not CorrectionDraft.objects.exists()


def test_half_a_correction_is_kept_and_not_handed_in(client: Client, case: Application) -> None:
    page = client.get(f"/applications/{case.reference}/correction/")
    response = press(client, page, account__account_number="12x")
    assert response.status_code == 200
    assert controls(response)["account.account_number"] == ["12x"]
    again = client.get(f"/applications/{case.reference}/correction/")
    assert controls(again)["account.account_number"] == ["12x"]
    assert client.post(f"/applications/{case.reference}/correction/confirm/")["Location"].endswith("/correction/")
    assert now_of(case).answers["account"]["account_number"] == "1234567"
    assert now_of(case).state == "needs_correction"


def test_a_correction_that_another_window_saved_is_not_overwritten(client: Client, case: Application) -> None:
    first, other = (client.get(f"/applications/{case.reference}/correction/") for _window in range(2))
    press(client, first, account__holder_kana="カ）ナニワショウテン")
    asked = press(client, other, account__holder_kana="ベツノヒト")
    assert "別の画面で先に保存された内容があります" in words(asked)
    assert controls(asked)["account.holder_kana"] == ["ベツノヒト"]
    shown = controls(client.get(f"/applications/{case.reference}/correction/"))
    assert shown["account.holder_kana"] == ["カ）ナニワショウテン"]
    press(client, asked)
    shown = controls(client.get(f"/applications/{case.reference}/correction/"))
    assert shown["account.holder_kana"] == ["ベツノヒト"]


def test_a_correction_sent_in_an_expired_session_comes_back(client: Client, case: Application, person: Person) -> None:
    url = f"/applications/{case.reference}/correction/"
    page = client.get(url)
    client.cookies.clear()
    press(client, page, account__holder_kana="カ）ナニワショウテン")
    client.force_login(person)
    assert controls(client.get(url))["account.holder_kana"] == ["カ）ナニワショウテン"]
    with as_system():
        assert CorrectionDraft.objects.get().changes["account"]["holder_kana"] == "カ）ナニワショウテン"


def test_the_status_page_leads_to_the_correction_with_its_deadline(client: Client, case: Application) -> None:
    shown = client.get(f"/applications/{case.reference}/")
    assert "直していただきたいところがあります" in words(shown)
    assert "期限：" in words(shown)
    assert f'href="/applications/{case.reference}/correction/"' in shown.content.decode()
    assert "までに直してください" in words(client.get("/applications/"))


def test_past_the_deadline_nothing_is_taken_any_more(client: Client, case: Application) -> None:
    page = client.get(f"/applications/{case.reference}/correction/")
    with as_system():
        Notice.objects.update(due_at=timezone.now() - timedelta(minutes=1))
    late = press(client, page, account__holder_kana="カ）ナニワショウテン")
    assert late.status_code == 403
    assert "修正の期限が過ぎました" in words(late)
    assert client.post(f"/applications/{case.reference}/correction/confirm/").status_code == 403
    assert now_of(case).state == "needs_correction"


def test_files_can_be_replaced_and_what_was_handed_in_stays_on_record(
    client: Client, version: Live, reviewer: Person, person: Person
) -> None:
    case = factories.notified(
        version, reviewer=reviewer, by=person, name="only the cover of the bank book, and sales not halved"
    )
    with as_system():
        Notice.objects.filter(application=case).update(due_at=timezone.now() + timedelta(days=3))
    url = f"/applications/{case.reference}/correction/"
    with_file = press(client, client.get(url), ("save", "close"), files={"bank_book": picture()})
    assert with_file.status_code == 302
    shown = client.get(url)
    assert "通帳.png" in words(shown)
    assert "表紙.jpg" in words(shown)
    removed = press(client, shown, ("remove_file", "bank_book:f7"))
    assert "f7" not in controls(removed)["bank_book"]
    assert now_of(case).answers["bank_book"][0]["name"] == "表紙.jpg"


def test_a_file_for_a_closed_field_is_refused(client: Client, case: Application) -> None:
    response = client.post(
        f"/applications/{case.reference}/correction/upload/", {"field": "identity", "file": picture()}
    )
    assert response.status_code == 404


def test_a_failed_transfer_opens_the_account_and_goes_back_to_payment(
    client: Client, version: Live, reviewer: Person, approver: Person, person: Person
) -> None:
    case = factories.approved(version, reviewer=reviewer, approver=approver, by=person)
    with as_system():
        payouts.payment_started([case.reference], now=factories.NOW)
        payouts.payment_failed({case.reference: "口座名義相違"}, now=factories.NOW)
    page = client.get(f"/applications/{case.reference}/correction/")
    assert "口座名義相違" in words(page)
    assert {name.partition(".")[0] for name in controls(page)} - {"csrfmiddlewaretoken", "seen"} == {"account"}


def test_a_case_without_open_faults_has_no_correction(client: Client, version: Live, person: Person) -> None:
    case = factories.received(version, by=person)
    assert client.get(f"/applications/{case.reference}/correction/")["Location"] == f"/applications/{case.reference}/"
    assert client.post(f"/applications/{case.reference}/correction/confirm/").status_code == 302


def test_a_decided_application_shows_its_decision_and_cannot_be_withdrawn(
    client: Client, version: Live, reviewer: Person, approver: Person, person: Person
) -> None:
    case = factories.approved(version, reviewer=reviewer, approver=approver, by=person)
    shown = client.get(f"/applications/{case.reference}/")
    assert "1,000,000円" in words(shown)
    assert "取り下げる" not in words(shown)
    assert client.get(f"/applications/{case.reference}/decision.pdf").content.startswith(b"%PDF")
    refused = client.post(f"/applications/{case.reference}/withdraw/", follow=True)
    assert "もう取り下げられません" in words(refused)
    assert now_of(case).state == "approved"
