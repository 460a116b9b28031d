"""Registering people and changing what is known about them."""

from datetime import datetime

from django.db import IntegrityError, transaction

from naniwa.kernel.people.models import Person, PersonKind
from naniwa.kernel.people.operations.addresses import normal


class AddressTaken(Exception):
    """Another person is registered with this address."""


class BelongsToResident(Exception):
    """The address is registered by a resident or a business; staff use an address of their own."""


def register(
    *,
    email: str,
    now: datetime,
    name: str = "",
    name_kana: str = "",
    kind: PersonKind = PersonKind.RESIDENT,
    language: str = "ja",
) -> Person:
    """The person with this address, registered now if there is none. Raises NotAnAddress."""
    person, _ = Person.objects.get_or_create(
        email=normal(email),
        defaults={
            "name": name,
            "name_kana": name_kana,
            "kind": kind,
            "language": language,
            "created_at": now,
            "password": "!",
        },
    )
    return person


def name_without_address(*, name: str, name_kana: str, now: datetime) -> Person:
    """Somebody who does not sign in, such as one who is known by a paper."""
    return Person.objects.create(name=name, name_kana=name_kana, created_at=now, password="!")  # noqa: S106 - none fits


def register_staff(*, email: str, name: str, name_kana: str, now: datetime) -> Person:
    """A member of staff, who still has to set a password. Raises NotAnAddress, BelongsToResident."""
    person = register(email=email, name=name, name_kana=name_kana, kind=PersonKind.STAFF, now=now)
    if person.kind != PersonKind.STAFF:
        raise BelongsToResident
    return person


def describe(*, person: Person, name: str, name_kana: str, language: str, kind: PersonKind | None = None) -> None:
    """Keep how a person is called, exactly as typed, and the language of letters and mails."""
    person.name, person.name_kana, person.language = name, name_kana, language
    if kind and PersonKind.STAFF not in {person.kind, kind}:
        person.kind = kind
    person.save(update_fields=["name", "name_kana", "language", "kind"])


def change_address(*, person: Person, email: str) -> None:
    """Keep a new address whose owner was verified. Raises AddressTaken, NotAnAddress."""
    person.email = normal(email)
    try:
        with transaction.atomic():
            person.save(update_fields=["email"])
    except IntegrityError as error:
        raise AddressTaken from error


def change_password(*, person: Person, password: str) -> None:
    """Keep a password; the caller has checked it and ends other sessions."""
    person.set_password(password)
    person.save(update_fields=["password"])
