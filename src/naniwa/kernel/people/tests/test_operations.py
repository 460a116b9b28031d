"""Registering people, appointing staff, and links that are used once."""

from datetime import UTC, date, datetime, timedelta

import pytest

from naniwa.kernel.organisations.models import Organisation
from naniwa.kernel.organisations.operations import load_reference
from naniwa.kernel.people import operations as people
from naniwa.kernel.people import queries
from naniwa.kernel.people.models import Appointment, EmailLink, Person, PersonKind, Purpose, Role

pytestmark = pytest.mark.django_db
NOW = datetime(2020, 5, 1, 9, 0, tzinfo=UTC)
TODAY = date(2020, 5, 1)


@pytest.fixture
def commerce() -> Organisation:
    load_reference()
    return Organisation.objects.get(code="270008-commerce")


def clerk(email: str = "clerk@pref.example.jp") -> Person:
    return people.register_staff(email=email, name="髙橋 一郎", name_kana="タカハシ イチロウ", now=NOW)


def test_one_address_is_one_person_however_it_is_written() -> None:
    first = people.register(email=" Taro@Example.JP", now=NOW)
    assert people.register(email="taro@example.jp ", now=NOW) == first
    assert queries.by_email("TARO@example.jp") == first


@pytest.mark.parametrize(
    "address", ["", "taro", "taro@", "@example.jp", "a b@example.jp", "taro@example.jp\nBcc: x@y.jp"]
)
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(people.NotAnAddress):
        people.register(email=address, now=NOW)


def test_a_new_person_has_no_password() -> None:
    assert not people.register(email="taro@example.jp", now=NOW).has_usable_password()


@pytest.mark.parametrize("name", ["髙橋", "﨑山", "𠮷野", "辻\U000e0100", "葛\U000e0100城", "㐂"])
def test_names_stay_exactly_as_typed(name: str) -> None:
    person = people.register(email="taro@example.jp", now=NOW)
    people.describe(person=person, name=name, name_kana="カナ", language="ja")
    assert Person.objects.get().name == name


def test_nobody_makes_themselves_staff() -> None:
    person = people.register(email="taro@example.jp", now=NOW)
    people.describe(person=person, name="太郎", name_kana="タロウ", language="ja", kind=PersonKind.STAFF)
    assert Person.objects.get().kind == PersonKind.RESIDENT


def test_a_residents_address_is_not_made_a_staff_account() -> None:
    people.register(email="taro@example.jp", now=NOW)
    with pytest.raises(people.BelongsToResident):
        clerk("taro@example.jp")


def test_an_address_that_is_taken_stays_with_its_owner() -> None:
    people.register(email="taro@example.jp", now=NOW)
    hanako = people.register(email="hanako@example.jp", now=NOW)
    with pytest.raises(people.AddressTaken):
        people.change_address(person=hanako, email="Taro@example.jp")
    assert Person.objects.filter(email="hanako@example.jp").exists()


def test_only_staff_are_appointed(commerce: Organisation) -> None:
    resident = people.register(email="taro@example.jp", now=NOW)
    with pytest.raises(people.NotStaff):
        people.appoint(person=resident, organisation=commerce, role=Role.REVIEWER, starts_on=TODAY)


def test_a_role_is_held_once_and_can_be_given_again(commerce: Organisation) -> None:
    person = clerk()
    given = people.appoint(person=person, organisation=commerce, role=Role.REVIEWER, starts_on=TODAY)
    with pytest.raises(people.AlreadyAppointed):
        people.appoint(person=person, organisation=commerce, role=Role.REVIEWER, starts_on=TODAY)
    people.end_appointment(appointment=given, ends_on=TODAY)
    assert queries.appointments_in(commerce, on=TODAY) == []
    with pytest.raises(people.AlreadyEnded):
        people.end_appointment(appointment=given, ends_on=TODAY)
    people.appoint(person=person, organisation=commerce, role=Role.REVIEWER, starts_on=TODAY)
    assert [one.person for one in queries.appointments_in(commerce, on=TODAY)] == [person]
    assert Appointment.objects.count() == 1


def test_a_link_is_used_once() -> None:
    issued = people.issue(purpose=Purpose.SIGN_IN, email="Taro@example.jp", now=NOW)
    assert people.use(purpose=Purpose.SIGN_IN, token=issued.token, now=NOW).email == "taro@example.jp"
    with pytest.raises(people.LinkNotValid):
        people.use(purpose=Purpose.SIGN_IN, token=issued.token, now=NOW)


def test_a_link_serves_its_own_purpose_only() -> None:
    issued = people.issue(purpose=Purpose.SIGN_IN, email="taro@example.jp", now=NOW)
    with pytest.raises(people.LinkNotValid):
        people.use(purpose=Purpose.INVITATION, token=issued.token, now=NOW)


@pytest.mark.parametrize(
    ("purpose", "lasts"),
    [
        (Purpose.SIGN_IN, timedelta(minutes=30)),
        (Purpose.NEW_ADDRESS, timedelta(hours=24)),
        (Purpose.INVITATION, timedelta(days=7)),
    ],
)
def test_links_end_in_time(purpose: Purpose, lasts: timedelta) -> None:
    issued = people.issue(purpose=purpose, email="taro@example.jp", now=NOW)
    assert people.peek(purpose=purpose, token=issued.token, now=NOW + lasts - timedelta(seconds=1))
    with pytest.raises(people.LinkNotValid):
        people.peek(purpose=purpose, token=issued.token, now=NOW + lasts)


def test_old_links_are_removed() -> None:
    people.issue(purpose=Purpose.SIGN_IN, email="taro@example.jp", now=NOW)
    assert people.forget_old_links(now=NOW + timedelta(days=29)) == 0
    assert people.forget_old_links(now=NOW + timedelta(days=31)) == 1
    assert not EmailLink.objects.exists()
