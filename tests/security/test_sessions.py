"""Sessions: none is planted, none outlives its person, and its cookie is for the browser and this site alone."""

from typing import Any

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from naniwa.conf import base
from naniwa.kernel.people import operations as people
from naniwa.kernel.people.models import Person, Purpose
from naniwa.web.tests.test_staff_sign_in import code_of
from tests.security.asking import ask
from tests.security.world import World

PASSWORD = "a long phrase for tests"


def planted(client: Client) -> str:
    """A session that somebody else began and put into this browser."""
    other = Client()
    other.post(reverse("people:sign_in"), {"email": "attacker@example.jp"})
    key = other.cookies[settings.SESSION_COOKIE_NAME].value
    client.cookies[settings.SESSION_COOKIE_NAME] = key
    return str(key)


def key_of(client: Client) -> str:
    return str(client.cookies[settings.SESSION_COOKIE_NAME].value)


def link_for(email: str, now: Any) -> str:
    token = people.issue(purpose=Purpose.SIGN_IN, email=email, now=now).token
    return reverse("people:sign_in_link", args=[token])


@pytest.fixture
def with_password(world: World) -> World:
    for pk in (world.owner.pk, world.staff["reviewer"].pk):
        person = Person.objects.get(pk=pk)  # the world's own objects stay as they are in the database
        person.set_password(PASSWORD)
        person.save()
    return world


def test_a_planted_session_is_given_up_at_sign_in_by_link(world: World) -> None:
    client = Client()
    key = planted(client)
    assert client.post(link_for("owner@example.jp", world.draft.created_at)).status_code == 302
    assert key_of(client) != key
    assert not Session.objects.filter(session_key=key).exists()


@pytest.mark.parametrize(("door", "email"), [("password", "owner"), ("staff_sign_in", "reviewer")])
def test_a_planted_session_is_given_up_at_sign_in_by_password(with_password: World, door: str, email: str) -> None:
    person = with_password.owner if email == "owner" else with_password.staff[email]
    client = Client()
    key = planted(client)
    answer = client.post(reverse(f"people:{door}"), {"email": person.email, "password": PASSWORD})
    assert (answer.status_code, key_of(client) != key) == (302, True)
    assert not Session.objects.filter(session_key=key).exists()


def test_a_session_key_that_a_browser_made_up_is_not_taken(with_password: World) -> None:
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = "a" * 32
    client.post(reverse("people:password"), {"email": "owner@example.jp", "password": PASSWORD})
    assert key_of(client) != "a" * 32


def test_becoming_staff_changes_the_session(with_password: World) -> None:
    """Who listened while only the password was known holds nothing after the second factor."""
    person, client = with_password.staff["reviewer"], Client()
    client.post(reverse("people:staff_sign_in"), {"email": person.email, "password": PASSWORD})
    before = key_of(client)
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    assert client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)}).status_code == 302
    assert client.get(reverse("procedures:staff_queue")).status_code == 200
    assert key_of(client) != before
    stale = Client()
    stale.cookies[settings.SESSION_COOKIE_NAME] = before
    assert stale.get(reverse("procedures:staff_queue")).status_code == 302
    assert client.post(reverse("people:end_other_sessions")).status_code == 302
    assert client.get(reverse("procedures:staff_queue")).status_code == 200


def test_a_cookie_kept_after_signing_out_opens_nothing(world: World) -> None:
    client = world.client("owner")
    kept = key_of(client)
    client.post(reverse("people:sign_out"))
    client.cookies[settings.SESSION_COOKIE_NAME] = kept
    assert client.get(reverse("procedures:mine")).status_code == 302


def test_a_closed_account_has_no_open_session(world: World) -> None:
    client = world.client("owner")
    assert client.get(reverse("procedures:mine")).status_code == 200
    type(world.owner).objects.filter(pk=world.owner.pk).update(is_active=False)
    assert client.get(reverse("procedures:mine")).status_code == 302


def test_another_persons_cookie_opens_the_others_pages_and_not_mine(world: World) -> None:
    """A session says who one is; nothing else that a browser sends does."""
    client = world.client("stranger")
    client.cookies["person"] = client.cookies["user"] = str(world.owner.pk)
    answer = ask(client, "get", reverse("procedures:mine"), authorization=f"Bearer {world.owner.public_id}")
    assert world.notified.reference not in answer.body.decode()


def test_cookies_are_out_of_reach_of_scripts_and_other_sites(world: World) -> None:
    client = Client()
    client.post(link_for("owner@example.jp", world.draft.created_at))
    client.get(reverse("people:account"))
    for name in (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME):
        cookie = client.cookies[name]
        assert (cookie["httponly"], cookie["samesite"], cookie["domain"]) == (True, "Lax", "")
    assert base.SESSION_COOKIE_AGE <= 12 * 60 * 60


def test_production_sends_cookies_over_encrypted_connections_alone() -> None:
    source = (base.PACKAGE / "conf" / "production.py").read_text()
    for name in ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT"):
        assert f"{name} = True" in source
    for name in (
        "SESSION_COOKIE_NAME",
        "CSRF_COOKIE_NAME",
    ):  # the prefix keeps a neighbour of the domain from planting one
        assert f'{name} = "__Host-' in source
    assert "COOKIE_PATH" not in source
    assert "COOKIE_DOMAIN" not in source


def test_no_page_shows_a_plugin_or_another_page_within_itself(world: World) -> None:
    policy = world.client("owner").get(reverse("procedures:mine")).headers["Content-Security-Policy"]
    assert "object-src 'none'" in policy
    assert "frame-src 'none'" in policy


def test_a_paper_has_the_one_plugin_that_shows_it(world: World) -> None:
    paper = world.client("owner").get(reverse("procedures:receipt_pdf", args=[world.notified.reference]))
    assert paper.headers["Content-Type"] == "application/pdf"
    policy = paper.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "object-src 'self'" in policy
    assert "script-src" not in policy
