"""Pages of a PDF as pictures."""

from pathlib import Path

from naniwa.kernel.documents import storage, workshop
from naniwa.kernel.documents.decoding.ended import Ended

MOST_PAGES = 500
THUMBNAIL_DOTS = 36
READING_DOTS = 130


class NotDrawn(Exception):
    """The page does not exist, or the drawing took too much time or memory."""


def draw(path: Path, *, page: int, dots: int = READING_DOTS, kind: str = "png") -> bytes:
    """One page, counted from 1, at `dots` an inch. Raises NotDrawn, DiscFull."""
    if not 1 <= page <= MOST_PAGES:
        raise NotDrawn
    with storage.passing_file() as into:
        ended = workshop.decode(do="draw", path=str(path), page=page, dots=dots, kind=kind, into=str(into))
        if ended is Ended.NO_ROOM:
            raise storage.DiscFull
        if ended is not Ended.WELL:
            raise NotDrawn
        return into.read_bytes()
