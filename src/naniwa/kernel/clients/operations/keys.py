"""The keys that sign tokens: kept encrypted in the database, so that nodes share them and backups hold them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from allauth.core.internal.jwkkit import load_jwk_from_pem
from allauth.idp.oidc.models import Token
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.db import transaction

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.clients import boxes
from naniwa.kernel.clients.models import SigningKey
from naniwa.kernel.organisations.isolation import as_system

BITS = 3072
ABOUT = "oidc-signing-key"
# Tokens hold for a quarter of an hour; who keeps our keys a while longer still finds the one of the last token.
BOTH_SHOWN = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Key:
    """`ends_at` is None for the newest, which signs; the others are shown until then."""

    pem: str
    made_at: datetime
    ends_at: datetime | None

    @property
    def name(self) -> str:
        """The kid that tokens name it by."""
        return str(load_jwk_from_pem(self.pem)[0]["kid"])


def signing_keys(*, now: datetime) -> list[Key]:
    """Those that may be shown, the newest first; one is made where there is none that can be read."""
    with as_system():
        found = _readable()
        return [key for key in found if key.ends_at is None or now < key.ends_at] or [_make(now)]


@transaction.atomic
def replace_key(*, now: datetime, at_once: bool = False) -> Key:
    """Sign with a new key from now on; the one before is shown for an hour more.

    `at_once` is for a key that leaked: it is shown no longer, and every token that was issued ends.
    """
    with as_system():
        if at_once:
            SigningKey.objects.all().delete()
            Token.objects.all().delete()
        made = _make(now)
        audit.record("clients.key_replaced", by=None, target=made.name, now=now, at_once=at_once)
        return made


def forget_keys(*, now: datetime) -> int:
    """Remove those that are shown no longer, once their successor can be read; returns how many."""
    with as_system():
        rows = list(SigningKey.objects.filter(made_at__lt=now - BOTH_SHOWN).order_by("-made_at", "-pk"))
        newest = next((row for row in rows if _open(row)), None)
        over = SigningKey.objects.filter(made_at__lt=newest.made_at) if newest else SigningKey.objects.none()
        return int(over.delete()[0])


def _readable() -> list[Key]:
    keys: list[Key] = []
    for row in SigningKey.objects.order_by("-made_at", "-pk"):
        pem = _open(row)
        if pem:
            keys.append(Key(pem, row.made_at, keys[-1].made_at + BOTH_SHOWN if keys else None))
    return keys


def new_pem() -> str:
    """A private key as PEM text."""
    made = rsa.generate_private_key(public_exponent=65537, key_size=BITS)
    shape = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return made.private_bytes(*shape).decode()


def _make(now: datetime) -> Key:
    pem = new_pem()
    SigningKey.objects.create(sealed=boxes.seal(pem, about=ABOUT), made_at=now)
    return Key(pem, now, None)


def _open(row: SigningKey) -> str | None:
    try:
        return boxes.unseal(row.sealed, about=ABOUT)
    except boxes.Unreadable:
        return None
