"""Cards and the people they belong to."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from naniwa.kernel.audit.models import Record
from naniwa.kernel.identity import operations, queries
from naniwa.kernel.identity.models import IdentityLink
from naniwa.kernel.identity.providers import Proof
from naniwa.kernel.identity.sessions import level_of
from naniwa.kernel.organisations.isolation import Scope, acting_as, as_system
from naniwa.kernel.people.models import Person

NOW = datetime(2026, 11, 28, 12, 0, tzinfo=UTC)
CARD = Proof("TEST-0001-8F3A", "𠮷野 花子", "ヨシノ ハナコ")


def somebody(email: str = "hanako@example.jp") -> Person:
    return Person.objects.create(email=email, password="!")


@pytest.mark.django_db
def test_a_card_opens_the_account_it_was_tied_to() -> None:
    person = somebody()
    operations.link(person=person, provider="card", proof=CARD, now=NOW)
    found = operations.recognise(provider="card", proof=CARD, language="ja", now=NOW)
    assert (found.person, found.new) == (person, False)


@pytest.mark.django_db
def test_an_unknown_card_registers_a_person_without_an_address_once() -> None:
    first = operations.recognise(provider="card", proof=CARD, language="en", now=NOW)
    again = operations.recognise(provider="card", proof=CARD, language="ja", now=NOW)
    assert first.new
    assert again.person == first.person
    assert (first.person.email, first.person.name, first.person.language) == (None, "𠮷野 花子", "en")


@pytest.mark.django_db
def test_a_card_belongs_to_one_person_until_it_is_let_go() -> None:
    hanako, taro = somebody(), somebody("taro@example.jp")
    tied = operations.link(person=hanako, provider="card", proof=CARD, now=NOW)
    with pytest.raises(operations.BelongsToAnother):
        operations.link(person=taro, provider="card", proof=CARD, now=NOW)
    with acting_as(Scope(person_id=hanako.pk)):
        operations.unlink(person=hanako, number=tied.public_id, now=NOW)
        operations.unlink(person=hanako, number=tied.public_id, now=NOW)
        assert queries.links(hanako) == []
    operations.link(person=taro, provider="card", proof=CARD, now=NOW + timedelta(days=1))


@pytest.mark.django_db
def test_the_serial_of_a_card_is_kept_nowhere_and_every_act_is_recorded() -> None:
    person = somebody()
    tied = operations.link(person=person, provider="card", proof=CARD, now=NOW)
    with as_system():
        kept = str(list(IdentityLink.objects.values()) + list(Record.objects.values()))
        assert CARD.serial not in kept
        assert Record.objects.filter(action="identity.linked", subject=person, target=tied.reference).count() == 1


@pytest.mark.django_db
def test_a_card_is_known_again_after_the_secret_of_the_site_was_replaced(settings: Any) -> None:
    person = somebody()
    operations.link(person=person, provider="card", proof=CARD, now=NOW)
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another"
    assert operations.recognise(provider="card", proof=CARD, language="ja", now=NOW).person == person
    settings.SECRET_KEY_FALLBACKS = []
    assert operations.recognise(provider="card", proof=CARD, language="ja", now=NOW).person == person


@pytest.mark.django_db
def test_nobody_sees_the_cards_of_another() -> None:
    hanako, taro = somebody(), somebody("taro@example.jp")
    operations.link(person=hanako, provider="card", proof=CARD, now=NOW)
    with acting_as(Scope(person_id=taro.pk)):
        assert not IdentityLink.objects.exists()


@pytest.mark.parametrize(
    ("records", "level"),
    [
        ([], "email"),
        ([{"method": "guest"}], "none"),
        ([{"method": "email_link"}], "email"),
        ([{"method": "password"}, {"method": "mfa", "type": "totp"}], "email"),
        ([{"method": "mfa", "type": "demo"}], "email"),
        ([{"method": "email_link"}, {"method": "mfa", "type": "webauthn"}], "passkey"),
        ([{"method": "mfa", "type": "PasskeyForm"}], "passkey"),
        ([{"method": "electronic", "provider": "card"}], "electronic"),
        ([{"method": "electronic"}, {"method": "mfa", "type": "webauthn"}], "electronic"),
    ],
)
def test_a_session_is_as_sure_as_its_surest_proof(records: list[dict[str, str]], level: str) -> None:
    assert level_of(records) == level
