"""Pages of a PDF as pictures."""

from io import BytesIO
from pathlib import Path

import pypdfium2

MOST_PIXELS = 50_000_000
POINTS = 72  # in an inch


def draw(path: Path, page: int, dots: int, kind: str) -> bytes:
    """The page, counted from 1, as it would be printed on white. Raises ValueError for one too large to draw."""
    document = pypdfium2.PdfDocument(path)
    document.init_forms()  # what was typed into fields is drawn, too
    wanted = document[page - 1]
    scale = dots / POINTS
    if wanted.get_width() * wanted.get_height() * scale**2 > MOST_PIXELS:
        raise ValueError("the page is too large")
    out = BytesIO()
    wanted.render(scale=scale, rev_byteorder=True).to_pil().convert("RGB").save(out, kind, quality=80)
    return out.getvalue()
