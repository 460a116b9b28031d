"""Text files that spreadsheets open and save: as they were meant, with nothing in them that one would run."""

import csv
import io
import itertools
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

type Cell = str | int | float | bool | None

# Full-width signs as well: a Japanese Excel reads them as the half-width ones.
_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def csv_file(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """RFC 4180 in UTF-8 with a byte order mark, by which Excel knows the encoding."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(header)
    writer.writerows([_written(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def csv_lines(header: Sequence[str], rows: Iterable[Sequence[Cell | datetime]]) -> Iterator[bytes]:
    """As `csv_file`, line by line. Every text is quoted, so that a line parts in the same places at any separator."""
    line = io.StringIO()
    writer = csv.writer(line, quoting=csv.QUOTE_STRINGS)
    for number, row in enumerate(itertools.chain([header], rows)):
        writer.writerow([_quoted(cell) for cell in row])
        yield line.getvalue().encode("utf-8" if number else "utf-8-sig")
        line.seek(0)
        line.truncate()


def _quoted(cell: Cell | datetime) -> Cell:
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d %H:%M}"
    return harmless(cell) if isinstance(cell, str) else cell


def _written(cell: Cell) -> str:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, str):
        return harmless(cell)
    return "" if cell is None else str(cell)


def decoded(content: bytes) -> str:
    """A text file as programs in Japan save it: UTF-8, or Excel's Shift_JIS. Raises UnicodeDecodeError."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp932")


def harmless(text: str) -> str:
    """An apostrophe in front of what a spreadsheet would calculate, also after spaces."""
    return f"'{text}" if text.lstrip(" \u3000\xa0").startswith(_STARTS_A_FORMULA) else text
