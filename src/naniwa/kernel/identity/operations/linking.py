"""Knowing a card again: whose it is, tying it to a person, and letting it go."""

import hmac
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db import IntegrityError, transaction

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.identity.models import IdentityLink
from naniwa.kernel.identity.providers import Proof
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.people.models import Person, PersonKind


class BelongsToAnother(Exception):
    """The card is tied to another person, who has to let it go first."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """`new` where the person was registered by this card just now."""

    person: Person
    new: bool


@transaction.atomic
def link(*, person: Person, provider: str, proof: Proof, now: datetime) -> IdentityLink:
    """Tie a card to a person; again only notes its use. Raises BelongsToAnother."""
    with as_system():
        held = _held(provider, proof.serial)
        if held is None:
            return _tie(person, provider, proof, now)
        if held.person_id != person.pk:
            raise BelongsToAnother
        return _used(held, provider, proof, now)


@transaction.atomic
def recognise(*, provider: str, proof: Proof, language: str, now: datetime) -> Recognised:
    """The person of a card, registered now if nobody holds it."""
    with as_system():
        held = _held(provider, proof.serial)
        if held is not None:
            return Recognised(_used(held, provider, proof, now).person, new=False)
        person = Person.objects.create(
            email=None,
            name=proof.name,
            name_kana=proof.name_kana,
            kind=PersonKind.RESIDENT,
            language=language,
            password="!",  # noqa: S106 - no password fits it
            created_at=now,
        )
        return Recognised(_tie(person, provider, proof, now).person, new=True)


@transaction.atomic
def unlink(*, person: Person, number: UUID, now: datetime) -> None:
    """Let a card go: it opens nothing from now on. Again changes nothing."""
    held = IdentityLink.objects.select_for_update().filter(person=person, public_id=number, ended_at=None).first()
    if held is not None:
        held.ended_at = now
        held.save(update_fields=["ended_at"])
        audit.record("identity.unlinked", by=person, target=held, subject=person, now=now, provider=held.provider)


def _tie(person: Person, provider: str, proof: Proof, now: datetime) -> IdentityLink:
    try:
        with transaction.atomic():
            tied = IdentityLink.objects.create(
                person=person, provider=provider, digest=_digests(provider, proof.serial)[0], linked_at=now, used_at=now
            )
    except IntegrityError as error:  # tied in another window at this moment
        raise BelongsToAnother from error
    audit.record("identity.linked", by=person, target=tied, subject=person, now=now, provider=provider)
    return tied


def _held(provider: str, serial: str) -> IdentityLink | None:
    found = IdentityLink.objects.select_related("person").select_for_update(of=("self",))
    return found.filter(provider=provider, digest__in=_digests(provider, serial), ended_at=None).first()


def _used(held: IdentityLink, provider: str, proof: Proof, now: datetime) -> IdentityLink:
    """Note the use, and keep the digest under the present SECRET_KEY."""
    held.used_at, held.digest = now, _digests(provider, proof.serial)[0]
    held.save(update_fields=["used_at", "digest"])
    return held


def _digests(provider: str, serial: str) -> list[str]:
    """Under the present SECRET_KEY, then under those that it replaced."""
    secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return [hmac.new(_key(str(secret)), f"{provider}\0{serial}".encode(), sha256).hexdigest() for secret in secrets]


def _key(secret: str) -> bytes:
    derive = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=b"naniwa-identity-serial")
    return derive.derive(secret.encode())
