"""The key of each day: random, in a file of its own; what is kept of a day says nothing without it."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path

from nacl.exceptions import CryptoError
from nacl.secret import SecretBox

from naniwa.services.check_ins.secrecy import files

SIZE = 32
SUBJECT = 16
"""Bytes of the HMAC that are kept: 128 bits."""
SUFFIX = ".key"


class KeyGone(Exception):
    """The key of this day was destroyed, or never made: what it sealed cannot be read by anybody any more."""


@dataclass(frozen=True)
class DayKey:
    """Subjects and sealed texts of one day; two keys are drawn from the one, so that neither use tells of the other."""

    day: date
    raw: bytes = field(repr=False)

    @cached_property
    def _subjects(self) -> bytes:
        return hashlib.blake2b(b"subjects", key=self.raw, digest_size=SIZE).digest()

    @cached_property
    def _box(self) -> SecretBox:
        return SecretBox(hashlib.blake2b(b"texts", key=self.raw, digest_size=SIZE).digest())

    @cached_property
    def fingerprint(self) -> str:
        """Published as the day begins, so that the receipt of its end is about this key and no other."""
        return hashlib.blake2b(b"fingerprint", key=self.raw, digest_size=SIZE).hexdigest()

    def subject(self, address: str, *, about: str = "") -> bytes:
        """The HMAC that stands for an address on this day, or for it in one matter."""
        return hmac.digest(self._subjects, f"{about}\0{address}".encode(), "sha256")[:SUBJECT]

    def seal(self, content: bytes) -> bytes:
        return bytes(self._box.encrypt(content))

    def open(self, sealed: bytes) -> bytes:
        """Raises KeyGone for what another key sealed."""
        try:
            return self._box.decrypt(sealed)
        except CryptoError as error:
            raise KeyGone(self.day) from error


_known: dict[Path, DayKey] = {}
"""Keys that check-ins are written under at the moment; those of old days are read from their files and not kept."""
MOST_KNOWN = 3


def to_write(day: date) -> DayKey:
    """The key of a day that takes check-ins, made where it is missing. Raises OSError."""
    place = _place(day)
    found = _known.get(place)
    if found is None:
        found = DayKey(day, files.put(place, secrets.token_bytes(SIZE)))
        while len(_known) >= MOST_KNOWN:
            _known.pop(next(iter(_known)), None)
        _known[place] = found
    return found


def forget_known() -> None:
    """Read the files anew."""
    _known.clear()


def to_read(day: date) -> DayKey:
    """Raises KeyGone."""
    raw = files.got(_place(day))
    if raw is None:
        raise KeyGone(day)
    return DayKey(day, raw)


def there(first: date, last: date) -> list[DayKey]:
    """The keys of some days, both ends included, without those that are gone."""
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return [DayKey(day, raw) for day in days if (raw := files.got(_place(day))) is not None]


def kept() -> list[date]:
    """The days that have a key."""
    return sorted(date.fromisoformat(file.stem) for file in files.folder("days").glob(f"*{SUFFIX}"))


def destroy(day: date) -> bool:
    """After this nobody can read the day any more, from no copy of the database. False where it was gone before."""
    _known.pop(_place(day), None)
    return files.destroy(_place(day))


def _place(day: date) -> Path:
    return files.folder("days") / f"{day.isoformat()}{SUFFIX}"
