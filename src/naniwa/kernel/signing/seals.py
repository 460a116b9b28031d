"""Where the keys of the offices' electronic seals lie: files below SIGNING_ROOT, never the database."""

from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from django.conf import settings

ROOT, ISSUING = "root", "issuing"
CERTIFICATE, KEY = ".cert.pem", ".key.pem"
OFFICES = "offices"
TEST = "TEST"
"""Stands in the names of certificates of our own test authority, which prove nothing to a court."""


@dataclass(frozen=True, slots=True)
class Seal:
    """What one office signs with: PEM text of its key, its certificate, and the one that issued it."""

    key: bytes
    certificate: bytes
    issuing: bytes

    @property
    def is_test(self) -> bool:
        return TEST in x509.load_pem_x509_certificate(self.certificate).subject.rfc4514_string()


def folder() -> Path:
    return Path(settings.SIGNING_ROOT)


def certificate_of(name: str) -> Path:
    return folder() / f"{name}{CERTIFICATE}"


def key_of(name: str) -> Path:
    return folder() / f"{name}{KEY}"


def of_office(code: str) -> str:
    """The name of an office's files, by its organisation code."""
    return f"{OFFICES}/{code}"


def seal_of(code: str) -> Seal | None:
    """The seal of an office by its organisation code; None where it has none."""
    return Seal(*(file.read_bytes() for file in _files(code))) if has_seal(code) else None


def has_seal(code: str) -> bool:
    return all(file.is_file() for file in _files(code))


def _files(code: str) -> tuple[Path, Path, Path]:
    name = of_office(code)
    return key_of(name), certificate_of(name), certificate_of(ISSUING)


def trusted_root() -> Path | None:
    """The certificate that every seal of this installation leads back to; None before there is one."""
    file = certificate_of(ROOT)
    return file if file.is_file() else None
