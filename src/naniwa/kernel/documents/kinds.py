"""What a file truly is: by its first bytes and, for papers, a trained classifier; never by its name."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from naniwa.kernel.documents.limits import Kind

if TYPE_CHECKING:
    from magika import Magika

HEAD = 64
HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
# The classifier's words for papers. A picture needs none: it is decoded and written anew, which proves what it is.
LABELS = {Kind.PDF: {"pdf"}, Kind.XLSX: {"xlsx"}}


@cache
def _classifier() -> "Magika":
    from magika import Magika  # noqa: PLC0415 - a quarter of a second, which only the first upload should pay

    return Magika()


def identify(path: Path) -> Kind | None:
    """The kind of the file at `path`, or None where first bytes and classifier do not agree on one we know."""
    with path.open("rb") as file:
        kind = _by_signature(file.read(HEAD))
    if kind not in LABELS:
        return kind
    return kind if _classifier().identify_path(path).output.label in LABELS[kind] else None


def _by_signature(head: bytes) -> Kind | None:
    if head.startswith(b"%PDF-"):
        return Kind.PDF
    if head.startswith(b"\xff\xd8\xff"):
        return Kind.JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return Kind.PNG
    if head.startswith(b"PK\x03\x04"):
        return Kind.XLSX
    return Kind.HEIC if head[4:8] == b"ftyp" and _brands(head) & HEIC_BRANDS else None


def _brands(head: bytes) -> set[bytes]:
    """The major and compatible brands of an ISO base media file (ISO/IEC 14496-12, 4.3)."""
    end = min(int.from_bytes(head[:4]), len(head))
    return {head[8:12], *(head[place : place + 4] for place in range(16, end, 4))}
