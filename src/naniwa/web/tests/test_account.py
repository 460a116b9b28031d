"""One's own account: name, address, password, sessions, who looked, consents."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client
from django.utils import timezone

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.consent import operations as consent
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.people.models import Person, Role
from naniwa.web.tests.doors import enter, member, resident
from naniwa.web.tests.mails import link_in, newest, where, written

pytestmark = pytest.mark.django_db
PAGES = ("", "sessions/", "address/", "password/", "who-looked/", "consents/", "devices/")
PHRASE = "a long phrase for tests"


@pytest.mark.parametrize("page", PAGES)
def test_strangers_are_led_to_sign_in_and_back(client: Client, page: str) -> None:
    assert f"next=/account/{page}" in where(client.get(f"/account/{page}"))


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_page_opens(client: Client, page: str, language: str) -> None:
    client.cookies["language"] = language
    answer = enter(client, resident()).get(f"/account/{page}")
    assert answer.status_code == 200
    assert "no-store" in answer.headers.get("Cache-Control", "") or page == "devices/"


def test_the_name_is_kept_as_typed(client: Client) -> None:
    person = resident()
    about = {"kind": "business", "name": "居酒屋 㐂楽", "name_kana": "イザカヤ キラク", "language": "en"}
    assert where(enter(client, person).post("/account/", about)) == "/account/"
    person.refresh_from_db()
    assert (person.kind, person.name, person.language) == ("business", "居酒屋 㐂楽", "en")


def test_who_came_in_easy_japanese_is_written_to_in_japanese(client: Client) -> None:
    person = resident()
    Person.objects.filter(pk=person.pk).update(language="ja-easy")
    page = enter(client, person).get("/account/").content.decode()
    assert '<option value="ja" selected' in page


def test_kana_that_is_no_kana_is_explained(client: Client) -> None:
    about = {"kind": "resident", "name": "太郎", "name_kana": "たろう", "language": "ja"}
    answer = enter(client, resident()).post("/account/", about)
    assert answer.status_code == 200
    assert "全角カタカナ" in answer.content.decode()


def test_the_address_changes_when_its_owner_says_so(client: Client) -> None:
    person = resident("old@example.jp")
    enter(client, person).post("/account/address/", {"email": "New@example.jp"})
    path = link_in(newest(), "/account/address/")
    assert client.get(path).status_code == 200
    person.refresh_from_db()
    assert person.email == "old@example.jp"
    assert where(client.post(path)) == "/account/"
    person.refresh_from_db()
    assert person.email == "new@example.jp"
    told = newest()
    assert told.to_address == "old@example.jp"
    assert "ne***@example.jp" in told.body
    assert client.post(path).status_code == 410


def test_nobody_else_can_use_the_link_to_a_new_address(client: Client) -> None:
    enter(client, resident("old@example.jp")).post("/account/address/", {"email": "new@example.jp"})
    path = link_in(newest(), "/account/address/")
    other = enter(Client(), resident("other@example.jp"))
    assert other.post(path).status_code == 410
    assert not Person.objects.filter(email="new@example.jp").exists()


def test_an_address_of_somebody_else_is_not_taken(client: Client) -> None:
    resident("taken@example.jp")
    enter(client, resident("old@example.jp")).post("/account/address/", {"email": "taken@example.jp"})
    assert client.post(link_in(newest(), "/account/address/")).status_code == 410
    assert Person.objects.filter(email="old@example.jp").exists()


def test_a_password_can_be_set_after_a_link_and_used(client: Client) -> None:
    assert where(enter(client, resident()).post("/account/password/", {"password": PHRASE})) == "/account/"
    assert client.get("/account/").status_code == 200, "still signed in here"
    again = Client().post("/account/sign-in/password/", {"email": "taro@example.jp", "password": PHRASE})
    assert where(again) == "/start/"


def test_who_signed_in_by_password_must_know_it_to_change_it(client: Client) -> None:
    person = resident()
    person.set_password(PHRASE)
    person.save()
    enter(client, person, method="password")
    assert client.post("/account/password/", {"current": "wrong", "password": "another long phrase"}).status_code == 200
    person.refresh_from_db()
    assert person.check_password(PHRASE)


def test_a_weak_password_is_refused_with_the_reason(client: Client) -> None:
    answer = enter(client, resident()).post("/account/password/", {"password": "password"})
    assert answer.status_code == 200
    assert not Person.objects.get().has_usable_password()


def sign_in(email: str = "taro@example.jp") -> Client:
    browser = Client(HTTP_USER_AGENT="Mozilla/5.0 (iPhone) Version/17 Safari/604")
    browser.post("/account/sign-in/password/", {"email": email, "password": PHRASE})
    return browser


@pytest.fixture
def taro() -> Person:
    person = resident()
    person.set_password(PHRASE)
    person.save()
    return person


def test_one_session_can_be_ended_from_another(taro: Person) -> None:
    phone, desk = sign_in(), sign_in()
    page = desk.get("/account/sessions/")
    assert page.content.decode().count("iPhone Safari") == 2
    other = next(row for row in page.context["rows"] if not row.here)
    assert where(desk.post(f"/account/sessions/{other.reference}/end/")) == "/account/sessions/"
    assert phone.get("/account/").status_code == 302
    assert desk.get("/account/").status_code == 200


def test_all_other_sessions_end_at_once(taro: Person) -> None:
    browsers = [sign_in() for _browser in range(3)]
    browsers[0].post("/account/sessions/end-others/")
    assert [browser.get("/account/").status_code for browser in browsers] == [200, 302, 302]


def test_a_new_password_ends_the_other_sessions(taro: Person) -> None:
    phone, desk = sign_in(), sign_in()
    desk.post("/account/password/", {"current": PHRASE, "password": "another long phrase"})
    assert (desk.get("/account/").status_code, phone.get("/account/").status_code) == (200, 302)


def test_nobody_ends_a_session_of_somebody_else(taro: Person) -> None:
    mine = sign_in()
    row = mine.get("/account/sessions/").context["rows"][0]
    other = enter(Client(), resident("other@example.jp"))
    other.post(f"/account/sessions/{row.reference}/end/")
    assert mine.get("/account/").status_code == 200


def test_the_key_of_a_session_is_never_shown(taro: Person) -> None:
    browser = sign_in()
    assert UserSession.objects.get().session_key not in browser.get("/account/sessions/").content.decode()


def test_signing_out_needs_a_button_and_ends_the_session(taro: Person) -> None:
    browser = sign_in()
    assert browser.get("/account/sign-out/").status_code == 405
    assert where(browser.post("/account/sign-out/")) == "/"
    assert browser.get("/account/").status_code == 302
    assert not UserSession.objects.exists()


def test_a_person_sees_who_looked_at_their_data(client: Client) -> None:
    person, clerk = resident(), member(Role.REVIEWER)
    with as_system():
        audit.record_read(
            "procedures.case", by=clerk, target="0012-3456", subject=person, purpose="review", now=timezone.now()
        )
    page = enter(client, person).get("/account/who-looked/").content.decode()
    assert "0012-3456" in page
    assert "申請の審査" in page
    assert "髙橋" not in page, "the office is named, not the clerk"
    other = enter(Client(), resident("other@example.jp")).get("/account/who-looked/").content.decode()
    assert "0012-3456" not in other


def test_a_consent_can_be_read_and_withdrawn(client: Client) -> None:
    person = resident()
    with as_system():
        consent.give(person=person, purpose="procedures.sharing", now=timezone.now() - timedelta(days=1))
    enter(client, person)
    assert "事業所または住所のある市町村が使います" in client.get("/account/consents/").content.decode()
    for _press in range(2):
        assert where(client.post("/account/consents/procedures.sharing/withdraw/")) == "/account/consents/"
    assert "に取りやめ" in client.get("/account/consents/").content.decode()


def test_asking_for_a_new_address_is_limited(client: Client) -> None:
    enter(client, resident())
    answers = [client.post("/account/address/", {"email": f"new{n}@example.jp"}).status_code for n in range(6)]
    assert answers == [200] * 5 + [429]
    assert len(written()) == 5
