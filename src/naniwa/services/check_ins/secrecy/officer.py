"""The alert officer's key pair: the public half seals addresses; the private one lies in a file under a passphrase."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from itertools import batched
from pathlib import Path
from uuid import UUID

from nacl import pwhash
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.secret import SecretBox
from nacl.utils import random

from naniwa.services.check_ins.rules.broken import KeyMissing, WrongPassphrase
from naniwa.services.check_ins.secrecy import files
from naniwa.services.check_ins.secrecy.days import DayKey

OPS, MEMORY = 4, 64 * 1024 * 1024
"""Work of one try at a passphrase (Argon2id): about a fifth of a second and 64 MiB."""
SALT = pwhash.argon2id.SALTBYTES


def make(passphrase: str) -> bytes:
    """A new pair, its private half written down under the passphrase; returns the public one."""
    private = PrivateKey.generate()
    public = bytes(private.public_key)
    salt = random(SALT)
    locked = _box(passphrase, salt).encrypt(bytes(private))
    files.put(_place(public), salt + locked)
    return public


def unlock(public: bytes, passphrase: str) -> PrivateKey:
    """Raises KeyMissing, WrongPassphrase."""
    content = files.got(_place(public))
    if content is None:
        raise KeyMissing
    try:
        return PrivateKey(_box(passphrase, content[:SALT]).decrypt(content[SALT:]))
    except CryptoError as error:
        raise WrongPassphrase from error


def seal(address: bytes, *, to: bytes) -> bytes:
    """To the public key `to`: with the database and the day's key alone it stays shut."""
    return bytes(SealedBox(PublicKey(to)).encrypt(address))


def opened(sealed: bytes, *, by: PrivateKey) -> bytes:
    """Raises nacl's CryptoError for what was sealed to another key."""
    return SealedBox(by).decrypt(sealed)


def opened_by_any(sealed: bytes, keys: Iterable[PrivateKey]) -> bytes:
    """With whichever of some keys it was sealed to. Raises nacl's CryptoError where it was none of them."""
    for private in keys:
        with suppress(CryptoError):
            return opened(sealed, by=private)
    raise CryptoError


def there(public: bytes) -> bool:
    """Whether its private half lies on this machine."""
    return _place(public).exists()


def destroy(public: bytes) -> bool:
    """Nobody can open any more what was sealed to it, passphrase or not. False where it was gone before."""
    return files.destroy(_place(public))


def lend(keys: Sequence[PrivateKey], alert: UUID, *, day: DayKey) -> None:
    """Let the worker open addresses for one alert that people approved, until `take_back`; sealed under today's key."""
    files.put(_lent(alert), day.day.isoformat().encode() + day.seal(b"".join(map(bytes, keys))))


def lent(alert: UUID) -> bytes | None:
    """What `lend` wrote, with the day before it."""
    return files.got(_lent(alert))


def lent_keys(raw: bytes) -> list[PrivateKey]:
    """What `lend` sealed, opened."""
    return [PrivateKey(bytes(one)) for one in batched(raw, PrivateKey.SIZE)]


def all_lent() -> list[UUID]:
    return [UUID(file.stem) for file in files.folder("lent").glob("*.key") if not file.name.startswith(".")]


def take_back(alert: UUID) -> None:
    files.destroy(_lent(alert))


def _place(public: bytes) -> Path:
    return files.folder("officers") / f"{public.hex()}.key"


def _lent(alert: UUID) -> Path:
    return files.folder("lent") / f"{alert}.key"


def _box(passphrase: str, salt: bytes) -> SecretBox:
    key = pwhash.argon2id.kdf(SecretBox.KEY_SIZE, passphrase.encode(), salt, opslimit=OPS, memlimit=MEMORY)
    return SecretBox(key)
