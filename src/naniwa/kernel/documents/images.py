"""Pictures written anew in place."""

from dataclasses import dataclass
from pathlib import Path

from naniwa.kernel.documents import workshop
from naniwa.kernel.documents.decoding.ended import Ended
from naniwa.kernel.documents.limits import Kind, Limits
from naniwa.kernel.documents.refusals import TooManyPixels, Unreadable

MILLION = 1_000_000


@dataclass(frozen=True)
class Picture:
    """What a picture has become, and the bytes of its thumbnail (always JPEG)."""

    kind: Kind
    thumbnail: bytes


def rewrite(path: Path, kind: Kind, limits: Limits) -> Picture:
    """Decode and encode again; HEIC becomes JPEG. Raises TooManyPixels, Unreadable, DiscFull."""
    pixels = limits.pixels if kind is Kind.JPEG else limits.pixels_whole
    ended, thumbnail = workshop.made(do="rewrite", path=str(path), kind=kind.value, pixels=pixels)
    if ended is Ended.TOO_MANY_PIXELS:
        raise TooManyPixels(limit=pixels // MILLION)
    if ended is not Ended.WELL:
        raise Unreadable
    return Picture(Kind.PNG if kind is Kind.PNG else Kind.JPEG, thumbnail)
