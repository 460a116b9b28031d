"""Pictures written anew in place."""

from dataclasses import dataclass
from pathlib import Path

from naniwa.kernel.documents import storage, workshop
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
    with storage.passing_file() as into:
        match workshop.decode(do="rewrite", path=str(path), kind=kind.value, pixels=pixels, into=str(into)):
            case Ended.WELL:
                return Picture(Kind.PNG if kind is Kind.PNG else Kind.JPEG, into.read_bytes())
            case Ended.TOO_MANY_PIXELS:
                raise TooManyPixels(limit=pixels // MILLION)
            case Ended.NO_ROOM:
                raise storage.DiscFull
            case _:
                raise Unreadable
