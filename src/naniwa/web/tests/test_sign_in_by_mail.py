"""Signing in by e-mail link or code, as a browser does it."""

import re
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from naniwa.kernel.people.models import EmailLink, Person, PersonKind
from naniwa.web.tests.mails import link_in, newest, where, written

pytestmark = pytest.mark.django_db
ASK = "/account/sign-in/"


def ask(client: Client, email: str = "taro@example.jp", **extra: str) -> Any:
    return client.post(ASK, {"email": email, **extra})


def mailed() -> tuple[str, str]:
    """The path of the link and the code of the newest mail."""
    message = newest()
    code = re.search(r"\b(\d{6})$", message.body, re.MULTILINE)
    assert code
    return link_in(message, "/account/sign-in/link/"), code[1]


def who(client: Client) -> str | None:
    key = client.session.get("_auth_user_id")
    return Person.objects.get(pk=key).email if key else None


def test_the_link_signs_in_once_and_registers_the_address(client: Client) -> None:
    assert ask(client, " Taro@Example.JP ").status_code == 302
    path, _ = mailed()
    assert not Person.objects.exists()
    assert client.post(path).status_code == 302
    assert who(client) == "taro@example.jp"
    assert Client().post(path).status_code == 410


def test_opening_the_link_does_not_use_it_up(client: Client) -> None:
    ask(client)
    path, _ = mailed()
    for _again in range(3):
        assert Client().get(path).status_code == 200
        assert Client().head(path).status_code == 200
    assert client.post(path).status_code == 302


def test_the_link_is_over_after_thirty_minutes(client: Client) -> None:
    ask(client)
    path, _ = mailed()
    EmailLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert client.get(path).status_code == 410
    assert client.post(path).status_code == 410


def test_only_digests_of_link_and_code_are_kept(client: Client) -> None:
    ask(client)
    path, code = mailed()
    kept = str(EmailLink.objects.values().get())
    assert path.rstrip("/").rpartition("/")[2] not in kept
    assert f"'{code}'" not in kept


def test_the_code_signs_in_where_it_was_asked_for(client: Client) -> None:
    ask(client)
    _, code = mailed()
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in code)
    assert client.post(reverse("people:sign_in_sent"), {"code": f"{wide[:3]} {wide[3:]}"}).status_code == 302
    assert who(client) == "taro@example.jp"


def test_the_code_means_nothing_in_another_browser(client: Client) -> None:
    ask(client)
    _, code = mailed()
    other = Client()
    other.post(reverse("people:sign_in_sent"), {"code": code})
    assert who(other) is None


def test_five_wrong_codes_close_the_link(client: Client) -> None:
    ask(client)
    path, code = mailed()
    wrong = f"{(int(code) + 1) % 10**6:06d}"
    for left in (4, 3, 2, 1, 0):
        answer = client.post(reverse("people:sign_in_sent"), {"code": wrong})
        assert f"{left}" in answer.content.decode()
    assert client.post(reverse("people:sign_in_sent"), {"code": code}).status_code == 410
    assert who(client) is None
    assert client.post(path).status_code == 302, "the link itself still proves the address"


def test_known_and_unknown_addresses_get_the_same_answer(client: Client) -> None:
    Person.objects.create(email="known@example.jp")
    Person.objects.create(email="clerk@example.jp", kind=PersonKind.STAFF)
    answers = set()
    for email in ("known@example.jp", "unknown@example.jp", "clerk@example.jp"):
        browser = Client()
        sent = ask(browser, email)
        page = browser.get(where(sent)).content.decode()
        answers.add(re.sub(r"nonce=\S+|value=\"[^\"]{64}\"", "", page.replace(email, "ADDRESS")))
    assert len(answers) == 1


def test_staff_do_not_get_in_by_link(client: Client) -> None:
    Person.objects.create(email="clerk@example.jp", kind=PersonKind.STAFF)
    ask(client, "clerk@example.jp")
    assert "/account/sign-in/link/" not in newest().body
    assert "/account/sign-in/staff/" in newest().body


@pytest.mark.parametrize(
    "wanted", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "evil"]
)
def test_nobody_is_sent_to_another_site(client: Client, wanted: str) -> None:
    ask(client, next=wanted)
    path, _ = mailed()
    assert where(client.post(path)) == "/start/"


def test_one_goes_on_to_the_page_one_wanted(client: Client) -> None:
    ask(client, next="/privacy/?x=1")
    path, _ = mailed()
    assert where(Client().post(path)) == "/privacy/?x=1"


def test_the_session_gets_a_new_number_at_sign_in(client: Client) -> None:
    ask(client)
    before = client.session.session_key
    client.post(mailed()[0])
    assert before
    assert client.session.session_key != before


def test_a_closed_account_stays_closed(client: Client) -> None:
    Person.objects.create(email="taro@example.jp", is_active=False)
    ask(client)
    assert client.post(mailed()[0]).status_code == 403
    assert who(client) is None


def test_asking_too_often_is_answered_in_plain_words(client: Client) -> None:
    for _again in range(6):
        assert ask(client).status_code == 302
    answer = ask(client)
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0
    assert "お待ちください" in answer.content.decode()
    assert ask(client, "hanako@example.jp").status_code == 302, "another address is not held up"


def test_using_one_link_closes_the_others_of_that_address(client: Client) -> None:
    ask(client)
    first, _ = mailed()
    ask(client)
    second, _ = mailed()
    assert client.post(second).status_code == 302
    assert Client().post(first).status_code == 410


def test_a_mistyped_address_is_explained(client: Client) -> None:
    answer = ask(client, "taro@")
    assert answer.status_code == 200
    assert "例：taro@example.jp" in answer.content.decode()
    assert not written()


def test_codes_for_one_address_are_limited_over_all_its_links(client: Client) -> None:
    statuses = []
    for _link in range(5):
        ask(client)
        wrong = f"{(int(mailed()[1]) + 1) % 10**6:06d}"
        statuses += [client.post(reverse("people:sign_in_sent"), {"code": wrong}).status_code for _attempt in range(5)]
    assert statuses == [200] * 20 + [429] * 5


def test_who_set_up_a_device_needs_it_after_the_link_too(client: Client) -> None:
    person = Person.objects.create(email="taro@example.jp")
    TOTP.activate(person, generate_totp_secret())
    ask(client)
    assert where(client.post(mailed()[0])) == reverse("mfa_authenticate")
    assert who(client) is None
