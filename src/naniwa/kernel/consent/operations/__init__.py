"""Giving and withdrawing consent; each with its audit record, in one transaction."""

from datetime import datetime

from django.db import transaction

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.consent.models import Consent
from naniwa.kernel.consent.purposes import newest
from naniwa.kernel.people.models import Person


class NotGiven(Exception):
    """There is no consent to withdraw."""


@transaction.atomic
def give(*, person: Person, purpose: str, now: datetime) -> Consent:
    """Agree to the newest version of a purpose; again changes nothing. Raises NotRegistered."""
    asked = newest(purpose)
    held = Consent.objects.filter(person=person, purpose=purpose, withdrawn_at=None).select_for_update().first()
    if held and held.version == asked.version:
        return held
    if held:
        _end(held, now)
    given, created = Consent.objects.get_or_create(
        person=person, purpose=purpose, withdrawn_at=None, defaults={"version": asked.version, "given_at": now}
    )
    if created:
        audit.record("consent.given", by=person, target=given, subject=person, now=now)
    return given


@transaction.atomic
def withdraw(*, person: Person, purpose: str, now: datetime) -> Consent:
    """Take a consent back, from now on. Raises NotGiven."""
    held = Consent.objects.filter(person=person, purpose=purpose, withdrawn_at=None).select_for_update().first()
    if held is None:
        raise NotGiven
    _end(held, now)
    audit.record("consent.withdrawn", by=person, target=held, subject=person, now=now)
    return held


def _end(held: Consent, now: datetime) -> None:
    held.withdrawn_at = now
    held.save(update_fields=["withdrawn_at"])
