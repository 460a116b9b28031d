"""Text files that a spreadsheet opens: as they were meant, and with nothing in them that it would run."""

import csv
import io
from collections.abc import Iterable, Sequence

type Cell = str | int | float | bool | None

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def csv_file(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """RFC 4180 in UTF-8 with a byte order mark, by which Excel knows the encoding."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(header)
    writer.writerows([_written(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _written(cell: Cell) -> str:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, str):
        return harmless(cell)
    return "" if cell is None else str(cell)


def harmless(text: str) -> str:
    """An apostrophe in front of what a spreadsheet would calculate."""
    return f"'{text}" if text.startswith(_STARTS_A_FORMULA) else text
