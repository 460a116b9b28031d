"""What a retention run says of itself: counts and a digest, signed so that anybody can tell it from a forgery."""

import base64
import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db.models import Count
from django.utils import timezone

from naniwa.services.procedures.models import ErasureKind, RetentionRun

FORMAT = "naniwa-retention-receipt-1"


@dataclass(frozen=True, slots=True)
class Receipt:
    """`text` is signed as it stands, in UTF-8; the key is an Ed25519 public key of 32 bytes."""

    text: str
    signature: bytes
    public_key: bytes

    @property
    def sha256(self) -> str:
        return digest(self.text)


def compose(run: RetentionRun, *, now: datetime) -> Receipt:
    """The receipt of a run that has just ended, naming the one before it, so that none can be left out unseen."""
    key = _signing_key()
    public = key.public_key().public_bytes_raw()
    text = json.dumps(_content(run, public, now), ensure_ascii=False, indent=2) + "\n"
    return Receipt(text, key.sign(text.encode()), public)


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def digest_of_numbers(salt: bytes | memoryview, references: Iterable[str]) -> str:
    """SHA-256 of the salt and the receipt numbers, sorted, each followed by a line feed."""
    lines = "".join(f"{reference}\n" for reference in sorted(references))
    return hashlib.sha256(bytes(salt) + lines.encode()).hexdigest()


def public_pem(public_key: bytes | memoryview) -> str:
    """The key as programs such as openssl read it."""
    key = Ed25519PublicKey.from_public_bytes(bytes(public_key))
    pem = key.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    return pem.decode()


def fingerprint(public_key: bytes | memoryview) -> str:
    """SHA-256 of the 32 bytes, to compare by eye or over the telephone."""
    return hashlib.sha256(bytes(public_key)).hexdigest()


def _content(run: RetentionRun, public_key: bytes, now: datetime) -> dict[str, Any]:
    before = RetentionRun.objects.filter(number=run.number - 1).values_list("receipt", flat=True).first()
    groups = run.erasures.values("procedure", "year", "kind").annotate(count=Count("pk"))
    cases = run.erasures.exclude(kind=ErasureKind.DRAFT).values_list("reference", flat=True)
    return {
        "format": FORMAT,
        "site": settings.SITE_URL,
        "prefecture": settings.PREFECTURE_CODE,
        "number": run.number,
        "run": run.reference,
        "started_at": timezone.localtime(run.started_at).isoformat(),
        "finished_at": timezone.localtime(now).isoformat(),
        "gone": [
            {
                "procedure": group["procedure"],
                "year_of_decision": group["year"],
                "what": group["kind"],
                "count": group["count"],
            }
            for group in groups.order_by("procedure", "year", "kind")
        ],
        "receipt_numbers": {"count": len(cases), "salted_sha256": digest_of_numbers(run.salt, cases)},
        "previous_receipt_sha256": digest(before) if before else None,
        "public_key": base64.b64encode(public_key).decode(),
    }


def _signing_key() -> Ed25519PrivateKey:
    """Derived from SECRET_KEY, so that there is no second secret to keep; a new SECRET_KEY signs with a new key."""
    derive = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=FORMAT.encode())
    return Ed25519PrivateKey.from_private_bytes(derive.derive(str(settings.SECRET_KEY).encode()))
