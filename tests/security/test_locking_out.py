"""Somebody who tries another's doors until they shut does not keep the owner out: another door stands open, or soon does."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from naniwa.kernel.people import operations as people
from naniwa.kernel.people.models import Person, Purpose
from naniwa.web.views import password, sign_in
from tests.security.world import World

PASSWORD = "a long phrase for tests"
VICTIM = "owner@example.jp"


@pytest.fixture
def owner(world: World) -> Person:
    person = Person.objects.get(pk=world.owner.pk)
    person.set_password(PASSWORD)
    person.save()
    return person


def attack(route: str, rule: Any, body: dict[str, str]) -> None:
    """From as many machines as it takes."""
    answers = [
        Client(REMOTE_ADDR=f"203.0.113.{number % 250}").post(reverse(route), body).status_code
        for number in range(rule.times + 1)
    ]
    assert answers[-1] == 429


def by_password() -> int:
    return Client().post(reverse("people:password"), {"email": VICTIM, "password": PASSWORD}).status_code


def by_link(token: str) -> int:
    return Client().post(reverse("people:sign_in_link", args=[token])).status_code


def test_guessed_passwords_leave_the_link_by_mail(owner: Person) -> None:
    attack("people:password", password.BY_ADDRESS, {"email": VICTIM, "password": "guess"})
    assert by_password() == 429
    assert Client().post(reverse("people:sign_in"), {"email": VICTIM}).status_code == 302
    issued = people.issue(purpose=Purpose.SIGN_IN, email=VICTIM, now=timezone.now())
    assert by_link(issued.token) == 302


def test_links_asked_for_by_others_leave_the_one_in_the_mailbox_and_the_password(owner: Person) -> None:
    issued = people.issue(purpose=Purpose.SIGN_IN, email=VICTIM, now=timezone.now())
    attack("people:sign_in", sign_in.BY_ADDRESS, {"email": VICTIM})
    assert by_link(issued.token) == 302
    assert by_password() == 302


def test_passkeys_are_counted_for_no_address(world: World) -> None:
    email = "reviewer@pref.example.jp"
    attack("people:staff_sign_in", password.BY_ADDRESS, {"email": email, "password": "guess"})
    assert Client().get(reverse("mfa_login_webauthn"), headers={"accept": "application/json"}).status_code == 200


def test_a_shut_door_opens_by_itself_within_an_hour(owner: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    attack("people:password", password.BY_ADDRESS, {"email": VICTIM, "password": "guess"})
    later = timezone.now() + password.BY_ADDRESS.per + timedelta(seconds=1)
    assert password.BY_ADDRESS.per <= timedelta(minutes=10)
    assert sign_in.BY_ADDRESS.per <= timedelta(hours=1)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert by_password() == 302


def test_a_right_password_gives_the_tries_back(owner: Person) -> None:
    """Who mistypes now and then is not shut out in the evening."""
    for _ in range(3):
        for _ in range(password.BY_ADDRESS.times - 1):
            Client().post(reverse("people:password"), {"email": VICTIM, "password": "mistyped"})
        assert by_password() == 302
