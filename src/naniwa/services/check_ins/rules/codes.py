"""Codes as people read and type them: of alerts in twelve digits, of venues in addresses and on posters."""

import base64
import binascii
import re
import unicodedata
from uuid import UUID

CODE = re.compile(r"\d{12}")


def digits(raw: bytes) -> str:
    """Twelve digits out of at least eight random bytes."""
    return f"{int.from_bytes(raw[:8]) % 10**12:012}"


def spaced(code: str) -> str:
    """`123412341234` as it is read out: `1234-1234-1234`."""
    return "-".join(code[start : start + 4] for start in range(0, 12, 4))


def typed(text: str) -> str:
    """What somebody typed as twelve digits, or nothing where it cannot be a code."""
    bare = re.sub(r"[\s‐-―−ー-]", "", unicodedata.normalize("NFKC", text))
    return bare if CODE.fullmatch(bare) else ""


def short(number: UUID) -> str:
    """128 bits in 22 signs that an address takes as they are."""
    return base64.urlsafe_b64encode(number.bytes).rstrip(b"=").decode()


def long(carried: str) -> UUID | None:
    """The number again; None for anything but its one spelling."""
    try:
        raw = base64.urlsafe_b64decode(carried + "==")
    except (binascii.Error, ValueError):
        return None
    number = UUID(bytes=raw) if len(raw) == 16 else None  # noqa: PLR2004 - bytes of a UUID
    return number if number and short(number) == carried else None
