"""Secrets that must be read again, encrypted so that a copy of the database alone gives none of them away."""

import base64

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


class Unreadable(Exception):
    """It was encrypted under a SECRET_KEY that is neither the present one nor a fallback."""


def seal(text: str, *, about: str) -> str:
    """Encrypt under a key of its own for each kind of secret."""
    return _boxes(about).encrypt(text.encode()).decode()


def unseal(sealed: str, *, about: str) -> str:
    """Raises Unreadable."""
    try:
        return _boxes(about).decrypt(sealed.encode()).decode()
    except InvalidToken as error:
        raise Unreadable(about) from error


def derived(about: str, secret: str | None = None) -> bytes:
    """32 bytes that follow from SECRET_KEY and from what they are for."""
    derive = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=f"naniwa-clients-{about}".encode())
    return derive.derive(str(secret or settings.SECRET_KEY).encode())


def _boxes(about: str) -> MultiFernet:
    secrets = [str(secret) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(derived(about, secret))) for secret in secrets])
