"""Reads rows out of a workbook or CSV file from a stranger: bounded in every measure, and nothing in it is run."""

import csv
import io
import re
import zlib
from collections.abc import Iterator
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile

from naniwa.library.spreadsheet import decoded, harmless
from naniwa.library.workbook_xml import DamagedSheet, TooMuchXml, cells, shared_strings, targets

type Row = tuple[int, list[str]]
"""The number of a row in its file, as a spreadsheet counts it, and its cells."""
type Rows = Iterator[Row]

LARGEST = 20 * 1024 * 1024
"""Bytes of any file; most lists are smaller (kernel.documents.lists)."""
EXPANDED = 64 * 1024 * 1024
"""Bytes of one part of a workbook, once it is unpacked: a list of 5,000 rows takes a third of it."""
ENTRIES = 1_000
MOST_COLUMNS = 200
MOST_SHEETS = 50
_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
DAMAGED = (
    BadZipFile, DamagedSheet, EOFError, KeyError, NotImplementedError, OSError, RuntimeError, ValueError,
    expat.ExpatError, zlib.error,
)  # fmt: skip
"""What unpacking and reading raise where a file is not whole, is encrypted or is not what it says."""


class NotTaken(Exception):
    """A file that is not taken; each reason is a class of its own."""


class Damaged(NotTaken):
    """It cannot be read to its end."""


class TooLarge(NotTaken):
    """More bytes than a list has, packed or unpacked."""


class TooManyRows(NotTaken):
    """More rows than such a list has."""


class NoHeads(NotTaken):
    """The heads of the columns are not those of the list."""


class NoRows(NotTaken):
    """Nothing stands below the heads."""


def workbook_rows(content: bytes) -> Rows:
    """The first sheet. Raises Damaged, TooLarge; also while rows are taken from it."""
    return next(workbook_sheets(content))[1]


def workbook_sheets(content: bytes) -> Iterator[tuple[str, Rows]]:
    """Each sheet with its name. Raises Damaged, TooLarge, while sheets or rows are taken from it."""
    if len(content) > LARGEST:
        raise TooLarge
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            if len(archive.infolist()) > ENTRIES:
                raise TooLarge
            found = targets(_part(archive, "xl/workbook.xml"), _part(archive, "xl/_rels/workbook.xml.rels"))
            known = set(archive.namelist())
            strings = shared_strings(_part(archive, "xl/sharedStrings.xml")) if "xl/sharedStrings.xml" in known else []
            if not found:
                raise DamagedSheet
            for name, path in found[:MOST_SHEETS]:
                yield name, _rows(cells(_part(archive, path), strings))
    except DAMAGED as error:
        raise Damaged from error
    except TooMuchXml as error:
        raise TooLarge from error


def csv_rows(content: bytes) -> Rows:
    """UTF-8, or the Shift_JIS that a Japanese Excel saves. Raises Damaged, TooLarge; also while rows are taken."""
    if len(content) > LARGEST:
        raise TooLarge
    try:
        text = decoded(content)
    except UnicodeDecodeError as error:
        raise Damaged from error
    return _lines(text)


def _lines(text: str) -> Rows:
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text, newline="")), start=1):
            yield number, [_bare(cell) for cell in row]
    except csv.Error as error:
        raise Damaged from error


def _part(archive: ZipFile, name: str) -> bytes:
    """Unpacked as far as it may be, whatever the archive says of its size."""
    with archive.open(name) as part:
        content = part.read(EXPANDED + 1)
    if len(content) > EXPANDED:
        raise TooLarge
    return content


def _rows(found: Iterator[tuple[str, str]]) -> Rows:
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
