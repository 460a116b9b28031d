"""The site's own signature on receipts (Ed25519): anybody can check it, only the site can make it."""

import json
from collections.abc import Mapping

from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey

from naniwa.services.check_ins.secrecy import files


def text(said: Mapping[str, object]) -> bytes:
    """What is signed: JSON with its names in order, without blanks."""
    return json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def sign(said: Mapping[str, object]) -> bytes:
    return _key().sign(text(said)).signature


def public_key() -> bytes:
    return bytes(_key().verify_key)


def holds(said: Mapping[str, object], signature: bytes, *, key: bytes) -> bool:
    try:
        VerifyKey(key).verify(text(said), signature)
    except (BadSignatureError, ValueError):
        return False
    return True


def _key() -> SigningKey:
    place = files.folder() / "receipts.key"
    raw = files.got(place)
    return SigningKey(raw or files.put(place, bytes(SigningKey.generate())))
