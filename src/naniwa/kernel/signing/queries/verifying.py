"""Whether a PDF that somebody holds is what an office signed; the file is looked at apart and kept nowhere."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from naniwa.kernel.documents import storage, workshop
from naniwa.kernel.documents.decoding.ended import Ended
from naniwa.kernel.documents.limits import MEBIBYTE
from naniwa.kernel.signing.models import SignedPaper
from naniwa.kernel.signing.queries.register import by_digest
from naniwa.kernel.signing.rules import Verdict, judge, overall
from naniwa.kernel.signing.seals import TEST, trusted_root

LARGEST = 10 * MEBIBYTE
HEAD = b"%PDF-"


class TooLarge(Exception):
    """More bytes than are looked at."""


class NotReadable(Exception):
    """No PDF, a damaged or locked one, or one that takes too long or too much memory."""


@dataclass(frozen=True, slots=True)
class Signature:
    """`organisation` is what the certificate says; `at` what the signer's clock said, None where it said nothing."""

    verdict: Verdict
    organisation: str
    at: datetime | None
    is_test: bool


@dataclass(frozen=True, slots=True)
class Found:
    """`paper` is there where the file is, byte for byte, one that was issued here."""

    verdict: Verdict
    signatures: tuple[Signature, ...]
    paper: SignedPaper | None


def verify(file: UploadedFile[bytes]) -> Found:
    """Raises TooLarge, NotReadable, DiscFull."""
    if (file.size or 0) > LARGEST:
        raise TooLarge
    content = file.read(LARGEST)
    if not content.startswith(HEAD):
        raise NotReadable
    signatures = tuple(map(_signature, _facts(content)))
    verdict = overall([one.verdict for one in signatures])
    return Found(verdict, signatures, by_digest(hashlib.sha256(content).hexdigest()))


def _facts(content: bytes) -> list[Mapping[str, Any]]:
    root = trusted_root()
    with storage.needing_room(), storage.passing_file() as path:
        path.write_bytes(content)
        ended, made = workshop.made(do="verify", path=str(path), root=str(root or ""))
    if ended is not Ended.WELL:
        raise NotReadable
    found: list[Mapping[str, Any]] = json.loads(made)["signatures"]
    return found


def _signature(facts: Mapping[str, Any]) -> Signature:
    verdict = judge(**{name: facts[name] for name in ("intact", "whole", "trusted", "expired")})
    at = datetime.fromisoformat(facts["at"]) if facts["at"] else None
    return Signature(verdict, facts["organisation"], at, TEST in facts["common_name"])
