"""Pages of a PDF as pictures."""

from pathlib import Path

from naniwa.kernel.documents import workshop
from naniwa.kernel.documents.decoding.ended import Ended

MOST_PAGES = 500
THUMBNAIL_DOTS = 36
READING_DOTS = 130
MACHINE_DOTS = 200


class NotDrawn(Exception):
    """The page does not exist, or the drawing took too much time or memory."""


def draw(path: Path, *, page: int, dots: int = READING_DOTS, kind: str = "png") -> bytes:
    """One page, counted from 1, at `dots` an inch. Raises NotDrawn, DiscFull."""
    if not 1 <= page <= MOST_PAGES:
        raise NotDrawn
    ended, content = workshop.made(do="draw", path=str(path), page=page, dots=dots, kind=kind)
    if ended is not Ended.WELL:
        raise NotDrawn
    return content
