"""What keeps offices from sealing, or soon will: certificates and keys that are missing, over, open or wrong."""

import stat
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import serialization

from naniwa.kernel.signing import seals

SOON = timedelta(days=60)
"""Long enough to ask an authority for another."""
OTHERS = stat.S_IRWXG | stat.S_IRWXO


class Kind(StrEnum):
    """What is wrong with a file; each has its own remedy."""

    NO_CERTIFICATE = "no_certificate"
    NO_KEY = "no_key"
    NOT_READABLE = "not_readable"
    NOT_A_PAIR = "not_a_pair"
    NOT_YET = "not_yet"
    ENDED = "ended"
    ENDS_SOON = "ends_soon"
    OPEN_TO_OTHERS = "open_to_others"


@dataclass(frozen=True, slots=True)
class Fault:
    """`name` is an office's code, or that of an authority; `days` are left, or gone by."""

    kind: Kind
    name: str
    file: Path
    days: int = 0


def faults(offices: Collection[str], *, now: datetime) -> Iterator[Fault]:
    """Of the authority, as soon as an office has a seal, of each of these offices, and of keys that are not closed."""
    found = [code for code in offices if seals.has_seal(code)]
    if found:
        for name in (seals.ROOT, seals.ISSUING):
            yield from _certificate(name, name, now)
    for code in offices:
        yield from _office(code, now)
    yield from _open(seals.folder())


def ends(offices: Collection[str]) -> list[datetime]:
    """When the certificates of these offices end, of those that can be read."""
    found = (certificate(seals.certificate_of(seals.of_office(code))) for code in offices)
    return [one.not_valid_after_utc for one in found if one is not None]


def _office(code: str, now: datetime) -> Iterator[Fault]:
    name = seals.of_office(code)
    file, key = seals.certificate_of(name), seals.key_of(name)
    yield from _certificate(code, name, now)
    if not file.is_file():
        return
    if not key.is_file():
        yield Fault(Kind.NO_KEY, code, key)
        return
    try:
        held = serialization.load_pem_private_key(key.read_bytes(), password=None)
    except (OSError, ValueError, TypeError):
        yield Fault(Kind.NOT_READABLE, code, key)
        return
    told = certificate(file)
    if told is not None and _public(told.public_key()) != _public(held.public_key()):
        yield Fault(Kind.NOT_A_PAIR, code, key)


def _certificate(of: str, name: str, now: datetime) -> Iterator[Fault]:
    file = seals.certificate_of(name)
    if not file.is_file():
        yield Fault(Kind.NO_CERTIFICATE, of, file)
        return
    found = certificate(file)
    if found is None:
        yield Fault(Kind.NOT_READABLE, of, file)
        return
    left = found.not_valid_after_utc - now
    if now < found.not_valid_before_utc:
        yield Fault(Kind.NOT_YET, of, file, (found.not_valid_before_utc - now).days)
    elif left <= timedelta(0):
        yield Fault(Kind.ENDED, of, file, (-left).days)
    elif left < SOON:
        yield Fault(Kind.ENDS_SOON, of, file, left.days)


def _open(folder: Path) -> Iterator[Fault]:
    """Whoever can read a key signs as the office: neither the group nor others may, nor put another in its place."""
    places = [folder, folder / seals.OFFICES, *sorted(folder.glob(f"**/*{seals.KEY}"))] if folder.is_dir() else []
    for path in places:
        if path.exists() and path.stat().st_mode & OTHERS:
            yield Fault(Kind.OPEN_TO_OTHERS, path.name.removesuffix(seals.KEY), path)


def certificate(file: Path) -> x509.Certificate | None:
    """What a file says; None where it cannot be read."""
    try:
        return x509.load_pem_x509_certificate(file.read_bytes())
    except (OSError, ValueError):
        return None


def _public(key: object) -> bytes:
    shape = (serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    return bytes(key.public_bytes(*shape))  # type: ignore[attr-defined] # every kind of public key has it
