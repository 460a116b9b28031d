"""Reads a list out of a workbook or CSV file from a stranger: bounded in every measure, and nothing in it is run."""

import csv
import io
import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile

from naniwa.library.spreadsheet import decoded, harmless
from naniwa.services.inventory.rules.columns import COLUMNS, MOST_ROWS
from naniwa.services.inventory.sheets.heads import EDITION, ROW_ID, is_head, keys_of
from naniwa.services.inventory.sheets.sheet import DamagedSheet, TooMuchXml, cells, shared_strings, target_of_first

LARGEST = 10 * 1024 * 1024
"""Bytes of a file."""
EXPANDED = 64 * 1024 * 1024
"""Bytes of one part of a workbook, once it is unpacked: a list of 5,000 rows takes a third of it."""
ENTRIES = 1_000
HEADS_WITHIN = 10
"""Titles may stand above the heads."""
_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
MOST_COLUMNS = 200
DAMAGED = (
    BadZipFile, DamagedSheet, EOFError, KeyError, NotImplementedError, OSError, RuntimeError, ValueError,
    expat.ExpatError, zlib.error,
)  # fmt: skip
"""What unpacking and reading raise where a file is not whole, is encrypted or is not what it says."""
KNOWN = frozenset(column.key for column in COLUMNS)


class NotTaken(Exception):
    """A file that is not taken; each reason is a class of its own."""


class Damaged(NotTaken):
    """It cannot be read to its end."""


class TooLarge(NotTaken):
    """More bytes than an inventory has, packed or unpacked."""


class TooManyRows(NotTaken):
    """More rows than an inventory has."""


class NoHeads(NotTaken):
    """The heads of the columns are not those of the inventory."""


class NoRows(NotTaken):
    """Nothing stands below the heads."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the file: its number there, the row of the inventory that it says it is, and its texts by column."""

    number: int
    row_id: str
    edition: str
    texts: dict[str, str]


def workbook_lines(content: bytes) -> list[Line]:
    """The first sheet. Raises Damaged, TooLarge, TooManyRows, NoHeads, NoRows."""
    if len(content) > LARGEST:
        raise TooLarge
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            if len(archive.infolist()) > ENTRIES:
                raise TooLarge
            sheet = target_of_first(_part(archive, "xl/workbook.xml"), _part(archive, "xl/_rels/workbook.xml.rels"))
            known = set(archive.namelist())
            strings = shared_strings(_part(archive, "xl/sharedStrings.xml")) if "xl/sharedStrings.xml" in known else []
            return lines(_rows(cells(_part(archive, sheet), strings)))
    except DAMAGED as error:
        raise Damaged from error
    except TooMuchXml as error:
        raise TooLarge from error


def csv_lines(content: bytes) -> list[Line]:
    """UTF-8, or the Shift_JIS that a Japanese Excel saves. Raises Damaged, TooLarge, TooManyRows, NoHeads, NoRows."""
    if len(content) > LARGEST:
        raise TooLarge
    try:
        text = decoded(content)
        rows = ((number, row) for number, row in enumerate(csv.reader(io.StringIO(text, newline="")), start=1))
        return lines((number, [_bare(cell) for cell in row]) for number, row in rows)
    except (UnicodeDecodeError, csv.Error) as error:
        raise Damaged from error


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


def _part(archive: ZipFile, name: str) -> bytes:
    """Unpacked as far as it may be, whatever the archive says of its size."""
    with archive.open(name) as part:
        content = part.read(EXPANDED + 1)
    if len(content) > EXPANDED:
        raise TooLarge
    return content


def _rows(found: Iterator[tuple[str, str]]) -> Iterator[tuple[int, list[str]]]:
    """Cells by place become rows; places that make no sense make the file damaged."""
    number, row = 0, [""] * 0
    for place, text in found:
        match = _PLACE.fullmatch(place)
        if match is None:
            raise Damaged
        at, line = _column(match[1]), int(match[2])
        if at >= MOST_COLUMNS:
            continue
        if line != number:
            if row:
                yield number, row
            if line < number:
                raise Damaged
            number, row = line, []
        row += [""] * (at + 1 - len(row))
        row[at] = text
    if row:
        yield number, row


def _column(letters: str) -> int:
    """A is 0, AA is 26."""
    at = 0
    for letter in letters:
        at = at * 26 + ord(letter) - ord("A") + 1
    return at - 1


def _bare(cell: str) -> str:
    """Without the apostrophe by which our own files keep a text from being calculated."""
    return cell[1:] if cell.startswith("'") and harmless(cell[1:]) == cell else cell
