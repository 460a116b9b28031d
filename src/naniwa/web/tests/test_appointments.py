"""Administrators keep the staff of their own organisation, on record."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client

from naniwa.kernel.audit.models import Record
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.people.models import Appointment, Person, Role
from naniwa.web.tests.doors import enter, member, resident
from naniwa.web.tests.mails import newest, where, written

pytestmark = pytest.mark.django_db
PAGE = "/staff/appointments/"
SAKIYAMA = {
    "email": "sakiyama@pref.example.jp",
    "name": "﨑山 美咲",
    "name_kana": "サキヤマ ミサキ",
    "role": "reviewer",
}


@pytest.fixture
def administrator(client: Client) -> Person:
    person = member(Role.ADMINISTRATOR)
    enter(client, person, method="mfa")
    return person


def records() -> list[Any]:
    with as_system():
        found = Record.objects.filter(action__startswith="people.").order_by("pk")
        return list(found.values_list("action", "actor", "target", "detail"))


def test_an_administrator_appoints_and_invites(client: Client, administrator: Person) -> None:
    assert where(client.post(PAGE, SAKIYAMA)) == PAGE
    new = Person.objects.get(email=SAKIYAMA["email"])
    assert Appointment.objects.get(person=new).organisation.code == "270008-commerce"
    assert newest().to_address == SAKIYAMA["email"]
    assert records() == [("people.appointed", administrator.pk, new.reference, {"role": "reviewer"})]
    assert "﨑山 美咲" in client.get(PAGE).content.decode()


def test_appointing_twice_is_explained(client: Client, administrator: Person) -> None:
    client.post(PAGE, SAKIYAMA)
    answer = client.post(PAGE, SAKIYAMA)
    assert answer.status_code == 200
    assert "すでにこの役割" in answer.content.decode()
    assert len(records()) == 1
    assert len(written()) == 1


def test_a_residents_address_is_refused(client: Client, administrator: Person) -> None:
    resident(SAKIYAMA["email"])
    assert "職員用の別のアドレス" in client.post(PAGE, SAKIYAMA).content.decode()
    assert not records()


def test_ending_takes_effect_at_once_and_is_on_record(client: Client, administrator: Person) -> None:
    client.post(PAGE, SAKIYAMA)
    new = Person.objects.get(email=SAKIYAMA["email"])
    other = enter(Client(), new, method="mfa")
    assert other.get("/start/").status_code == 302
    for _press in range(2):
        assert where(client.post(f"{PAGE}{new.public_id}/reviewer/end/")) == PAGE
    assert [record[0] for record in records()] == ["people.appointed", "people.appointment_ended"]
    assert other.get(PAGE).status_code == 403


def test_administrators_do_not_shut_themselves_out(client: Client, administrator: Person) -> None:
    client.post(f"{PAGE}{administrator.public_id}/administrator/end/")
    assert client.get(PAGE).status_code == 200


def test_other_organisations_are_out_of_reach(client: Client, administrator: Person) -> None:
    osaka = member(Role.REVIEWER, code="271004", email="osaka@city.example.jp")
    assert "osaka@city.example.jp" not in client.get(PAGE).content.decode()
    client.post(f"{PAGE}{osaka.public_id}/reviewer/end/")
    assert Appointment.objects.get(person=osaka).ends_on is None


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_no_other_role_may(role: Role) -> None:
    other = enter(Client(), member(role, email=f"{role}@pref.example.jp"), method="mfa")
    assert other.get(PAGE).status_code == 403
    assert other.post(PAGE, SAKIYAMA).status_code == 403
    assert not Person.objects.filter(email=SAKIYAMA["email"]).exists()


def test_the_menu_shows_the_page_to_administrators_alone(client: Client, administrator: Person) -> None:
    assert f'href="{PAGE}"' in client.get(PAGE).content.decode()


def test_who_lost_a_device_begins_anew(client: Client, administrator: Person) -> None:
    other = member(Role.REVIEWER, email="lost@pref.example.jp")
    other.set_password("a long phrase for tests")
    other.save()
    TOTP.activate(other, generate_totp_secret())
    browser = Client()
    browser.post("/account/sign-in/staff/", {"email": other.email, "password": "a long phrase for tests"})
    assert where(client.post(f"{PAGE}{other.public_id}/reset-devices/")) == PAGE
    other.refresh_from_db()
    assert not Authenticator.objects.filter(user=other).exists()
    assert not other.has_usable_password()
    assert newest().to_address == "lost@pref.example.jp"
    assert [record[0] for record in records()] == ["people.devices_reset"]


def test_nobody_elses_staff_and_not_oneself(client: Client, administrator: Person) -> None:
    osaka = member(Role.REVIEWER, code="271004", email="osaka@city.example.jp")
    for person in (osaka, administrator):
        TOTP.activate(person, generate_totp_secret())
        client.post(f"{PAGE}{person.public_id}/reset-devices/")
    assert Authenticator.objects.count() == 2
