"""The script that page_images runs: draws one page of a PDF to standard output, within limits on memory and time."""

import os
import resource
import sys
from io import BytesIO
from pathlib import Path

import pypdfium2

MEMORY = 2 * 1024**3
PROCESSOR_SECONDS = 15
NICE = 10  # whoever waits for a page comes first
MOST_PIXELS = 50_000_000


def draw(path: Path, page: int, dots: int, kind: str) -> bytes:
    """The page, counted from 1, as it would be printed on white. Raises ValueError for one too large to draw."""
    document = pypdfium2.PdfDocument(path)
    document.init_forms()  # what was typed into fields is drawn, too
    wanted = document[page - 1]
    scale = dots / 72
    if wanted.get_width() * wanted.get_height() * scale**2 > MOST_PIXELS:
        raise ValueError("the page is too large")
    out = BytesIO()
    wanted.render(scale=scale, rev_byteorder=True).to_pil().convert("RGB").save(out, kind, quality=80)
    return out.getvalue()


def main(path: Path, page: int, dots: int, kind: str) -> None:
    os.nice(NICE)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR_SECONDS, PROCESSOR_SECONDS))
    sys.stdout.buffer.write(draw(path, page, dots, kind))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4])
