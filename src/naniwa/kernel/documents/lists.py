"""The one place that takes in an uploaded list: bounded, scanned, known by its bytes, and read as rows."""

from dataclasses import dataclass
from typing import BinaryIO

from django.core.files.base import File

from naniwa.kernel.documents import kinds, scanning, storage
from naniwa.kernel.documents.limits import Kind
from naniwa.library.bulkhead import PAGES
from naniwa.library.list_files import LARGEST, NotTaken, Rows, TooLarge, csv_rows, workbook_rows

_CSV = (".csv", ".txt")


class WrongKind(NotTaken):
    """Neither a workbook nor a CSV file, whatever its name says."""


class Empty(NotTaken):
    """A file without a byte."""


class Infected(NotTaken):
    """The scanner found a virus."""


class NotScanned(NotTaken):
    """The scanner gave no verdict; nothing is taken unseen."""


@dataclass(frozen=True, slots=True)
class ListFile:
    """What was sent, and the rows in it, which can be gone through once."""

    content: bytes
    rows: Rows


def received(file: File[bytes] | BinaryIO, name: str) -> ListFile:
    """Nothing of it is kept. Raises the kinds of NotTaken; Damaged and TooLarge also while rows are taken.

    While the file is written and scanned, the process makes others' pages.
    """
    with PAGES.outside(), storage.passing_file() as path:
        content = _content(file)
        path.write_bytes(content)
        with path.open("rb") as again:
            _scan(again)
        if kinds.identify(path) is Kind.XLSX:
            return ListFile(content, workbook_rows(content))
        if name.lower().endswith(_CSV) and not content.startswith(b"PK") and b"\0" not in content:
            return ListFile(content, csv_rows(content))
        raise WrongKind


def _content(file: File[bytes] | BinaryIO) -> bytes:
    content = file.read(LARGEST + 1)
    if not content:
        raise Empty
    if len(content) > LARGEST:
        raise TooLarge
    return content


def _scan(file: BinaryIO) -> None:
    try:
        found = scanning.scanner().find(file)
    except scanning.ScannerUnavailable as error:
        raise NotScanned from error
    if found:
        raise Infected
