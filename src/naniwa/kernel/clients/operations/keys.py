"""The key that signs tokens: made once, kept encrypted in the database, so that nodes share it and backups hold it."""

from datetime import datetime

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from naniwa.kernel.clients import boxes
from naniwa.kernel.clients.models import SigningKey
from naniwa.kernel.organisations.isolation import as_system

BITS = 3072
ABOUT = "oidc-signing-key"


def signing_keys(*, now: datetime) -> list[tuple[str, datetime]]:
    """PEM and time of making, the newest first; one is made where there is none that can be read."""
    with as_system():
        rows = list(SigningKey.objects.order_by("-made_at", "-pk"))
        found = [key for row in rows if (key := _open(row))]
        return found or [_make(now)]


def _make(now: datetime) -> tuple[str, datetime]:
    made = rsa.generate_private_key(public_exponent=65537, key_size=BITS)
    pem = made.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()
    SigningKey.objects.create(sealed=boxes.seal(pem, about=ABOUT), made_at=now)
    return pem, now


def _open(row: SigningKey) -> tuple[str, datetime] | None:
    try:
        pem = boxes.unseal(row.sealed, about=ABOUT)
    except boxes.Unreadable:
        return None
    return pem, row.made_at
