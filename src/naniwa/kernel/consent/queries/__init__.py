"""Reads of consents, seen by the person alone."""

from naniwa.kernel.consent.models import Consent
from naniwa.kernel.people.models import Person


def current(person: Person) -> list[Consent]:
    """What a person agrees to now, newest first."""
    return list(Consent.objects.filter(person=person, withdrawn_at=None).order_by("-given_at", "-pk"))


def history(person: Person) -> list[Consent]:
    """Everything a person ever agreed to, newest first."""
    return list(Consent.objects.filter(person=person).order_by("-given_at", "-pk"))


def has_given(person: Person, purpose: str) -> bool:
    return Consent.objects.filter(person=person, purpose=purpose, withdrawn_at=None).exists()
