"""The lines of an inventory among the rows of a file."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from naniwa.library.list_files import NoHeads, NoRows, TooManyRows
from naniwa.services.inventory.rules.columns import COLUMNS, MOST_ROWS
from naniwa.services.inventory.sheets.heads import EDITION, ROW_ID, is_head, keys_of

HEADS_WITHIN = 10
"""Titles may stand above the heads."""
KNOWN = frozenset(column.key for column in COLUMNS)


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the file: its number there, the row of the inventory that it says it is, and its texts by column."""

    number: int
    row_id: str
    edition: str
    texts: dict[str, str]


def lines(rows: Iterable[tuple[int, Sequence[str]]]) -> list[Line]:
    """What stands below the heads; empty rows are passed over. Raises TooManyRows, NoHeads, NoRows."""
    keys: list[str] = []
    found: list[Line] = []
    for seen, (number, row) in enumerate(rows):
        if not keys:
            keys = keys_of(row) if is_head(row) else []
            if not keys and seen >= HEADS_WITHIN:
                break
        elif any(cell.strip() for cell in row):
            if len(found) >= MOST_ROWS:
                raise TooManyRows
            found.append(_line(number, dict(zip(keys, row, strict=False))))
    if not keys or "title" not in keys:
        raise NoHeads
    if not found:
        raise NoRows
    return found


def _line(number: int, given: dict[str, str]) -> Line:
    texts = {key: text.strip() for key, text in given.items() if key in KNOWN}
    return Line(number, given.get(ROW_ID.value, "").strip(), given.get(EDITION.value, "").strip(), texts)
