"""Signatures of webhooks, as Standard Webhooks (standardwebhooks.com) has them: HMAC-SHA256 over id, time and body."""

import base64
import hashlib
import hmac
import re
import secrets
from collections.abc import Mapping, Sequence

PREFIX = "whsec_"
BYTES = 32
_SECONDS = re.compile("[0-9]{1,12}")
TOLERANCE = 5 * 60
"""Seconds by which a call may be older or newer than our clock: who records one cannot send it again tomorrow."""


class Forged(Exception):
    """The call is not signed with the secret, or was signed at another time."""


def new_secret() -> str:
    """A secret as the partner keeps it: whsec_ and 32 random bytes in base64."""
    return PREFIX + base64.b64encode(secrets.token_bytes(BYTES)).decode()


def signature(secret: str, *, number: str, timestamp: int, body: bytes) -> str:
    """`v1,` and the base64 of HMAC-SHA256 over `number.timestamp.body`."""
    key = base64.b64decode(secret.removeprefix(PREFIX))
    made = hmac.new(key, f"{number}.{timestamp}.".encode() + body, hashlib.sha256).digest()
    return f"v1,{base64.b64encode(made).decode()}"


def headers(secrets_in_force: Sequence[str], *, number: str, timestamp: int, body: bytes) -> dict[str, str]:
    """The three headers; each secret in force signs, with a space between the signatures."""
    signed = (signature(one, number=number, timestamp=timestamp, body=body) for one in secrets_in_force)
    return {"webhook-id": number, "webhook-timestamp": str(timestamp), "webhook-signature": " ".join(signed)}


def check(secret: str, sent: Mapping[str, str], body: bytes, *, timestamp: int) -> str:
    """The number of a call whose three headers are right at this time. Raises Forged."""
    number, claimed = sent.get("webhook-id", ""), sent.get("webhook-timestamp", "")
    if not number or not _SECONDS.fullmatch(claimed) or abs(int(claimed) - timestamp) > TOLERANCE:
        raise Forged
    expected = signature(secret, number=number, timestamp=int(claimed), body=body).encode()
    given = sent.get("webhook-signature", "").encode().split(b" ")
    if not any(hmac.compare_digest(expected, one) for one in given):
        raise Forged
    return number
