"""Secrets of 32 random bytes, of which only the digest is kept."""

from hashlib import sha256
from secrets import token_urlsafe


def new_secret() -> str:
    return token_urlsafe(32)


def digest(secret: str) -> str:
    """SHA-256 in hexadecimal; enough for what nobody can guess."""
    return sha256(secret.encode()).hexdigest()
