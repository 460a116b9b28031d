"""What may be handed in: kinds of file, bytes, picture elements, and how much in all."""

from dataclasses import dataclass
from enum import StrEnum

MEBIBYTE = 1024 * 1024


class Kind(StrEnum):
    """A kind of file by its true media type."""

    PDF = "application/pdf"
    JPEG = "image/jpeg"
    PNG = "image/png"
    HEIC = "image/heic"
    XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


PICTURES = frozenset({Kind.JPEG, Kind.PNG, Kind.HEIC})
PAPERS = PICTURES | {Kind.PDF}


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Sizes in bytes; `pixels` for JPEG, which can be decoded at a fraction, `pixels_whole` for PNG and HEIC.

    The largest sensors of phones have 200 million picture elements; they store HEIC and PNG at 50 million.
    """

    largest: int = 20 * MEBIBYTE
    kinds: frozenset[Kind] = PAPERS
    pixels: int = 200_000_000
    pixels_whole: int = 50_000_000
    collection_files: int = 60
    collection_bytes: int = 200 * MEBIBYTE


ORDINARY = Limits()
