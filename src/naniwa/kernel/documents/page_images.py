"""Pages of a PDF as pictures, drawn in a process of its own with little memory and time."""

import subprocess
import sys
from pathlib import Path

from naniwa.kernel.documents.limits import heavy

MOST_PAGES = 500
THUMBNAIL_DOTS = 36
READING_DOTS = 130
SECONDS = 20


class NotDrawn(Exception):
    """The page does not exist, or the drawing took too much time or memory."""


def draw(path: Path, *, page: int, dots: int = READING_DOTS, kind: str = "png") -> bytes:
    """One page, counted from 1, at `dots` an inch. Raises NotDrawn."""
    if not 1 <= page <= MOST_PAGES:
        raise NotDrawn
    command = [
        sys.executable,
        "-I",
        str(Path(__file__).with_name("page_drawing.py")),
        str(path),
        str(page),
        str(dots),
        kind,
    ]
    try:
        with heavy():
            result = subprocess.run(command, capture_output=True, check=True, timeout=SECONDS, env={})  # noqa: S603 - our own script
    except (subprocess.SubprocessError, OSError) as error:
        raise NotDrawn from error
    return result.stdout
