"""Papers that go with an application: sent with the page or one by one, never lost, never taken unasked."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from naniwa.kernel.organisations import operations as organisations
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.people.models import Person
from naniwa.services.procedures.models import Draft
from naniwa.services.procedures.operations import publishing
from naniwa.services.procedures.tests import factories
from naniwa.services.procedures.tests.browser import controls, press, words


@pytest.fixture(autouse=True)
def documents(settings: Any, tmp_path: Any) -> None:
    settings.DOCUMENTS_ROOT = tmp_path


@pytest.fixture
def person(db: None) -> Person:
    """The closure relief grant is open as long as the test runs."""
    now = timezone.now()
    organisations.load_reference()
    window = {
        name: now + timedelta(days=days)
        for name, days in (("opens_at", -1), ("closes_at", 1), ("corrections_until", 2))
    }
    with as_system():
        publishing.publish(path=factories.CLOSURE, by=None, now=now, window=window)
    return factories.resident()


@pytest.fixture
def client(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    client.get("/procedures/closure-relief-grant/apply/")
    return client


def draft() -> Draft:
    with as_system():
        return Draft.objects.get()


def page_url(page: str = "closure") -> str:
    return f"/drafts/{draft().pk}/{page}/"


def picture(name: str = "貼り紙.png") -> SimpleUploadedFile:
    out = BytesIO()
    Image.new("RGB", (40, 40), "#fff").save(out, "PNG")
    return SimpleUploadedFile(name, out.getvalue(), "image/png")


def names(field: str = "closing_proof") -> list[str]:
    return [file["name"] for file in draft().answers.get(field, [])]


def test_files_sent_with_a_page_are_kept_though_other_answers_are_wrong(client: Client) -> None:
    page = client.get(page_url())
    response = press(client, page, files={"closing_proof": [picture(), picture("二枚目.png")]}, closed_from__year="x")
    assert response.status_code == 200
    assert names() == ["貼り紙.png", "二枚目.png"]
    assert "二枚目.png" in words(response)
    assert controls(response)["closed_from.year"] == ["x"]


def test_a_page_opened_before_an_upload_does_not_drop_the_file(client: Client) -> None:
    page = client.get(page_url())
    sent = client.post(f"/drafts/{draft().pk}/upload/", {"field": "closing_proof", "file": picture()})
    assert sent.status_code == 201
    assert sent.json()["name"] == "貼り紙.png"
    assert sent.json()["thumbnail"].endswith("/thumbnail")
    press(client, page, ("save", "close"), closing="closed")
    assert names() == ["貼り紙.png"]
    assert draft().answers["closing"] == "closed"


def test_a_file_that_a_script_took_off_the_list_is_removed(client: Client) -> None:
    press(
        client, client.get(page_url()), ("save", "close"), files={"closing_proof": [picture(), picture("二枚目.png")]}
    )
    page = client.get(page_url())
    kept = draft().answers["closing_proof"][1]["id"]
    press(client, page, ("save", "close"), closing_proof=["", kept])
    assert names() == ["二枚目.png"]


def test_a_file_is_removed_by_its_button_and_what_was_typed_stays(client: Client) -> None:
    press(client, client.get(page_url()), ("save", "close"), files={"closing_proof": picture()})
    number = draft().answers["closing_proof"][0]["id"]
    shown = press(client, client.get(page_url()), ("remove_file", f"closing_proof:{number}"), closed_to__year="20x")
    assert names() == []
    assert controls(shown)["closed_to.year"] == ["20x"]


def test_a_file_of_the_wrong_kind_is_refused_with_its_name_and_the_reason(client: Client) -> None:
    wrong = SimpleUploadedFile("帳簿.pdf", b"just words, no paper at all\n" * 20, "application/pdf")
    response = press(client, client.get(page_url()), files={"closing_proof": wrong})
    assert "帳簿.pdf" in words(response)
    assert "この種類のファイルは受け取れません" in words(response)
    refused = client.post(
        f"/drafts/{draft().pk}/upload/",
        {"field": "closing_proof", "file": SimpleUploadedFile("帳簿.pdf", b"words " * 50, "application/pdf")},
    )
    assert refused.status_code == 422
    assert "受け取れません" in refused.json()["message"]


def test_no_more_files_are_taken_than_the_field_allows(client: Client) -> None:
    six = [picture(f"{number}.png") for number in range(6)]
    response = press(client, client.get(page_url()), files={"closing_proof": six})
    assert "5個までです" in words(response)
    assert len(names()) == 5


def test_nobody_adds_a_file_to_another_persons_draft(client: Client) -> None:
    stranger = Client()
    stranger.force_login(factories.resident("stranger@example.jp"))
    url = f"/drafts/{draft().pk}/upload/"
    assert stranger.post(url, {"field": "closing_proof", "file": picture()}).status_code == 404
    assert client.post(url, {"field": "closing", "file": picture()}).status_code == 404


def test_questions_that_an_answer_brings_up_are_asked_not_blamed(client: Client) -> None:
    page = client.get(page_url("who"))
    assert "company_name" not in controls(page)
    response = press(
        client,
        page,
        kind="company",
        representative__family="髙橋",
        representative__given="花子",
        representative__family_kana="タカハシ",
        representative__given_kana="ハナコ",
        phone="06-6941-0351",
    )
    assert response.status_code == 200
    assert "質問が増えました" in words(response)
    assert "company_name" in controls(response)
    again = press(client, response)
    assert again.status_code == 200
    assert "「法人の名称」を入力してください" in words(again)


def test_rows_are_added_and_removed_without_scripts(client: Client) -> None:
    opened = press(
        client,
        client.get(page_url("business")),
        ("save", "close"),
        opened_on__year="2019",
        opened_on__month="6",
        opened_on__day="1",
    )
    assert opened.status_code == 302
    page = client.get(page_url("sales"))
    assert "months.0.month.year" in controls(page)
    two = press(
        client,
        page,
        ("add", "months"),
        months__0__month__year="2019",
        months__0__month__month="7",
        months__0__sales="1",
    )
    assert "months.1.sales" in controls(two)
    assert controls(two)["months.0.month.year"] == ["2019"]
    one = press(client, two, ("remove", "months.0"), months__1__sales="22")
    assert controls(one)["months.0.sales"] == ["22"]
    assert "months.1.sales" not in controls(one)
