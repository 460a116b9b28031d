"""Staff sign in with a password and a device; without the device they are nobody."""

import re
import time
from datetime import date, timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.core.cache import cache
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from naniwa.kernel.organisations.models import Organisation
from naniwa.kernel.people.models import Appointment, Limit, Person, PersonKind, Role
from naniwa.kernel.people.queries import staff_in_session
from naniwa.web.tests.mails import link_in, newest, where, written

pytestmark = pytest.mark.django_db
PASSWORD = "a long phrase for tests"
STAFF_DOOR = "/account/sign-in/staff/"
GUARDED = "/staff/appointments/"


@pytest.fixture
def clerk() -> Person:
    person = Person.objects.create(email="clerk@pref.example.jp", name="髙橋 一郎", kind=PersonKind.STAFF)
    person.set_password(PASSWORD)
    person.save()
    appoint(person, Role.ADMINISTRATOR)
    return person


def appoint(
    person: Person, role: Role, code: str = "270008-commerce", starts_on: date = date(2020, 4, 1)
) -> Appointment:
    organisation = Organisation.objects.get(code=code)
    return Appointment.objects.create(person=person, organisation=organisation, role=role, starts_on=starts_on)


def enter(client: Client, **extra: str) -> Any:
    return client.post(STAFF_DOOR, {"email": "clerk@pref.example.jp", "password": PASSWORD, **extra})


def code_of(secret: str, step: int = 0) -> str:
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30 + step)))


def with_app(person: Person) -> str:
    secret: str = generate_totp_secret()
    TOTP.activate(person, secret)
    return secret


def staff_of(client: Client, person: Person) -> Any:
    return staff_in_session(person, client.session, on=date(2026, 11, 22))


def test_the_device_is_asked_for_after_the_password(client: Client, clerk: Person) -> None:
    secret = with_app(clerk)
    answer = enter(client, next=GUARDED)
    assert where(answer) == reverse("mfa_authenticate")
    assert "_auth_user_id" not in client.session
    assert where(client.get(GUARDED)).startswith(STAFF_DOOR)
    answer = client.post(where(answer), {"code": code_of(secret)})
    assert where(answer) == GUARDED
    assert client.get(GUARDED).status_code == 200


def test_a_wrong_code_lets_nobody_in(client: Client, clerk: Person) -> None:
    secret = with_app(clerk)
    enter(client)
    wrong = f"{(int(code_of(secret)) + 1) % 10**6:06d}"
    answer = client.post(reverse("mfa_authenticate"), {"code": wrong})
    assert answer.status_code == 200
    assert "番号が違います" in answer.content.decode()
    assert "_auth_user_id" not in client.session


def test_a_code_works_once(client: Client, clerk: Person) -> None:
    secret = with_app(clerk)
    code = code_of(secret)
    for browser, expected in ((Client(), 302), (Client(), 200)):
        enter(browser)
        assert browser.post(reverse("mfa_authenticate"), {"code": code}).status_code == expected


def test_wrong_codes_are_counted_across_processes(client: Client, clerk: Person) -> None:
    with_app(clerk)
    enter(client)
    for number in range(11):
        cache.clear()  # another process knows nothing of this one's memory
        answer = client.post(reverse("mfa_authenticate"), {"code": f"{number:06d}"})
    assert "多すぎます" in answer.content.decode()


def test_a_wrong_password_says_the_same_for_known_and_unknown(client: Client, clerk: Person) -> None:
    pages = [
        client.post(STAFF_DOOR, {"email": email, "password": "wrong wrong wrong"})
        .content.decode()
        .replace(email, "ADDRESS")
        for email in ("clerk@pref.example.jp", "nobody@pref.example.jp")
    ]
    pages = [re.sub(r"nonce=\S+|value=\"[^\"]{64}\"", "", page) for page in pages]
    assert "メールアドレスかパスワードが違います" in pages[0]
    assert pages[0] == pages[1]


def test_a_password_is_never_written_back_into_the_page(client: Client, clerk: Person) -> None:
    page = client.post(STAFF_DOOR, {"email": "clerk@pref.example.jp", "password": "wrong wrong wrong"}).content.decode()
    assert "wrong wrong wrong" not in page


def test_guessing_a_password_is_stopped(client: Client, clerk: Person) -> None:
    for _guess in range(10):
        assert client.post(STAFF_DOOR, {"email": "clerk@pref.example.jp", "password": "guess"}).status_code == 200
    assert enter(client).status_code == 429


def test_without_a_device_the_password_opens_no_staff_page(client: Client, clerk: Person) -> None:
    assert where(enter(client, next=GUARDED)) == GUARDED
    assert staff_of(client, clerk) is None
    answer = client.get(GUARDED)
    assert where(answer).startswith(reverse("people:second_factor"))
    page = client.get(where(answer)).content.decode()
    assert reverse("mfa_activate_totp") in page
    assert reverse("mfa_add_webauthn") in page


def test_setting_up_an_app_opens_the_staff_pages(client: Client, clerk: Person) -> None:
    enter(client)
    client.get(where(client.get(GUARDED)))
    page = client.get(reverse("mfa_activate_totp"))
    assert page.status_code == 200
    secret = page.context["form"].secret
    answer = client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    assert where(answer) == reverse("mfa_view_recovery_codes")
    spare = client.get(where(answer))
    assert reverse("people:second_factor") in spare.content.decode()
    assert where(client.get(reverse("people:second_factor"))) == GUARDED
    assert client.get(GUARDED).status_code == 200
    kept = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in kept, "the secret is encrypted in the database"


def test_a_recovery_code_works_in_place_of_the_app(client: Client, clerk: Person) -> None:
    enter(client)
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    spare = client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"][0]
    other = Client()
    enter(other)
    assert other.post(reverse("mfa_authenticate"), {"code": spare}).status_code == 302
    assert staff_of(other, clerk) is not None


def test_residents_are_never_staff_even_with_an_appointment(client: Client, clerk: Person) -> None:
    secret = with_app(clerk)
    Person.objects.filter(pk=clerk.pk).update(kind=PersonKind.RESIDENT)
    enter(client)
    client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    assert client.get(GUARDED).status_code == 403


def test_an_ended_or_future_appointment_opens_nothing(client: Client, clerk: Person) -> None:
    secret = with_app(clerk)
    enter(client)
    client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    today = timezone.localdate()
    Appointment.objects.update(ends_on=today)
    assert client.get(GUARDED).status_code == 403
    Appointment.objects.update(starts_on=today + timedelta(days=2), ends_on=None)
    assert client.get(GUARDED).status_code == 403
    Appointment.objects.update(starts_on=today, ends_on=None)
    assert client.get(GUARDED).status_code == 200


def test_another_role_is_told_who_may(client: Client, clerk: Person) -> None:
    secret = with_app(clerk)
    Appointment.objects.update(role=Role.REVIEWER)
    enter(client)
    client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    answer = client.get(GUARDED)
    assert answer.status_code == 403
    assert "管理者" in answer.content.decode()


def test_a_record_of_another_person_in_the_session_counts_for_nothing(client: Client, clerk: Person) -> None:
    request = RequestFactory().get("/")
    request.session = client.session
    request.session["account_authentication_methods"] = [{"method": "mfa"}]
    request.session["account_authentication_methods_user"] = str(clerk.pk + 1)
    assert staff_in_session(clerk, request.session, on=date(2026, 11, 22)) is None


def test_acting_for_another_organisation_needs_an_appointment_there(client: Client, clerk: Person) -> None:
    secret = with_app(clerk)
    appoint(clerk, Role.REVIEWER, "271004")
    enter(client)
    client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    assert 'value="271004"' in client.get("/account/").content.decode()
    client.post(reverse("act_for"), {"organisation": "271403"})
    assert staff_of(client, clerk).organisation.code == "270008-commerce"
    client.post(reverse("act_for"), {"organisation": "271004"})
    assert staff_of(client, clerk).organisation.code == "271004"
    assert staff_of(client, clerk).roles == {"reviewer"}
    assert client.get(GUARDED).status_code == 403


def test_an_invitation_sets_the_password_once(client: Client, clerk: Person) -> None:
    Person.objects.filter(pk=clerk.pk).update(password="!")
    client.post(reverse("people:forgotten"), {"email": "clerk@pref.example.jp"})
    path = link_in(newest(), "/account/sign-in/staff/invitation/")
    assert client.get(path).status_code == 200
    assert client.post(path, {"password": "short"}).status_code == 200
    assert client.post(path, {"password": PASSWORD}).status_code == 302
    assert staff_of(client, clerk) is None, "the device is still to be set up"
    assert Client().post(path, {"password": "another long phrase"}).status_code == 410
    assert enter(Client()).status_code == 302


def test_nobody_but_staff_is_invited(client: Client) -> None:
    Person.objects.create(email="taro@example.jp")
    for email in ("taro@example.jp", "nobody@example.jp"):
        assert client.post(reverse("people:forgotten"), {"email": email}).status_code == 200
    assert not written()


def test_a_whole_office_signs_in_from_one_address(clerk: Person) -> None:
    for _colleague in range(3):
        enter(Client())
    assert sorted(Limit.objects.values_list("count", flat=True)) == [0], "a success counts against nobody"
