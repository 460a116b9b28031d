"""What the signatures in a stranger's PDF amount to, as plain facts.

pyHanko weighs more than the rest of the workshop, so it is read with the first file that asks for it (`get_ready`).
"""

import json
import logging
from importlib import import_module
from pathlib import Path
from typing import Any

MOST = 10
"""Signatures looked at; more stand on no paper of ours."""
MODULES = ("asn1crypto.x509", "pyhanko.pdf_utils.reader", "pyhanko.sign.validation", "pyhanko_certvalidator")


def get_ready() -> None:
    """Read the modules once for all forks that follow; a stranger's file is not touched."""
    for module in MODULES:
        import_module(module)


def facts(path: Path, root: str) -> bytes:
    """JSON of `{"signatures": [...]}`; `root` is the path of the trusted certificate, or empty.

    Raises what readers raise.
    """
    from pyhanko.pdf_utils.reader import PdfFileReader  # noqa: PLC0415 - see `get_ready`

    logging.disable()  # it tells of each fault at length; only what it finds counts
    with path.open("rb") as file:
        reader = PdfFileReader(file, strict=False)
        if reader.encrypted:
            raise ValueError("encrypted")
        found = reader.embedded_regular_signatures[:MOST]
        return json.dumps({"signatures": [_about(one, root) for one in found]}, ensure_ascii=False).encode()


def _about(signature: Any, root: str) -> dict[str, Any]:  # noqa: ANN401 - pyHanko's
    from pyhanko.sign.validation import validate_pdf_signature  # noqa: PLC0415 - as above
    from pyhanko.sign.validation.status import SignatureCoverageLevel  # noqa: PLC0415 - as above
    from pyhanko_certvalidator import ValidationContext  # noqa: PLC0415 - as above

    # No revocation list is published by a test authority, and nothing is fetched from the network.
    trusted = ValidationContext(trust_roots=_roots(root), allow_fetching=False, revocation_mode="soft-fail")
    status = validate_pdf_signature(signature, trusted)
    subject = status.signing_cert.subject.native
    at = status.signer_reported_dt
    return {
        "organisation": _text(subject.get("organization_name")) or _text(subject.get("common_name")),
        "common_name": _text(subject.get("common_name")),
        "at": at.isoformat() if at else "",
        "intact": bool(status.intact and status.valid),
        "whole": status.coverage == SignatureCoverageLevel.ENTIRE_FILE,
        "trusted": bool(status.trusted),
        "expired": _expired(status.trust_problem_indic),
    }


def _roots(root: str) -> list[Any]:
    from asn1crypto import pem, x509  # noqa: PLC0415 - as above

    return [x509.Certificate.load(pem.unarmor(Path(root).read_bytes())[2])] if root else []


def _expired(problem: Any) -> bool:  # noqa: ANN401 - pyHanko's
    return problem is not None and "OUT_OF_BOUNDS" in problem.name


def _text(value: object) -> str:
    """One line of a name that a stranger chose; a list of names is its first."""
    one = value[0] if isinstance(value, list) and value else value
    return " ".join(str(one).split())[:100] if one else ""
