"""Consent is given once for each version, seen by its person alone, and can be taken back."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from naniwa.kernel.audit.models import Record
from naniwa.kernel.consent import operations as consent
from naniwa.kernel.consent import queries
from naniwa.kernel.consent.models import Consent
from naniwa.kernel.consent.purposes import PURPOSES, SHARING, register
from naniwa.kernel.organisations.isolation import Scope, acting_as, as_system
from naniwa.kernel.people.models import Person
from naniwa.library.registry import NotRegistered

pytestmark = pytest.mark.django_db
NOW = datetime(2020, 5, 1, 9, 0, tzinfo=UTC)
KEY = SHARING.key


@pytest.fixture
def taro() -> Iterator[Person]:
    person = Person.objects.create(email="taro@example.jp")
    with acting_as(Scope(person_id=person.pk)):
        yield person


def test_agreeing_twice_is_agreeing_once(taro: Person) -> None:
    first = consent.give(person=taro, purpose=KEY, now=NOW)
    assert consent.give(person=taro, purpose=KEY, now=NOW + timedelta(hours=1)) == first
    assert queries.current(taro) == [first]
    assert queries.has_given(taro, KEY)


def test_what_was_given_can_be_withdrawn_and_given_again(taro: Person) -> None:
    consent.give(person=taro, purpose=KEY, now=NOW)
    consent.withdraw(person=taro, purpose=KEY, now=NOW + timedelta(days=1))
    assert queries.current(taro) == []
    with pytest.raises(consent.NotGiven):
        consent.withdraw(person=taro, purpose=KEY, now=NOW + timedelta(days=1))
    consent.give(person=taro, purpose=KEY, now=NOW + timedelta(days=2))
    assert [held.withdrawn_at is None for held in queries.history(taro)] == [True, False]


def test_a_new_version_is_asked_for_anew(taro: Person) -> None:
    old = consent.give(person=taro, purpose=KEY, now=NOW)
    newer = register(replace(SHARING, version=99))
    try:
        given = consent.give(person=taro, purpose=KEY, now=NOW + timedelta(days=1))
        assert (old.version, given.version) == (1, 99)
        assert queries.current(taro) == [given]
    finally:
        PURPOSES._values.pop((newer.key, newer.version))  # noqa: SLF001 - nothing else ever takes a purpose back


def test_both_are_written_to_the_audit_trail(taro: Person) -> None:
    consent.give(person=taro, purpose=KEY, now=NOW)
    consent.withdraw(person=taro, purpose=KEY, now=NOW)
    with as_system():
        records = list(Record.objects.order_by("pk").values_list("action", "target", "subject"))
    assert records == [
        ("consent.given", "procedures.sharing v1", taro.pk),
        ("consent.withdrawn", "procedures.sharing v1", taro.pk),
    ]


def test_nobody_agrees_to_what_is_not_declared(taro: Person) -> None:
    with pytest.raises(NotRegistered):
        consent.give(person=taro, purpose="sell.everything", now=NOW)


def test_consents_are_seen_by_their_person_alone(taro: Person) -> None:
    consent.give(person=taro, purpose=KEY, now=NOW)
    hanako = Person.objects.create(email="hanako@example.jp")
    with acting_as(Scope(person_id=hanako.pk)):
        assert not Consent.objects.exists()
    with acting_as(Scope(organisation_id=1, person_id=hanako.pk)):
        assert not Consent.objects.exists()
    with as_system():
        assert Consent.objects.count() == 1
