"""The one place that takes in an uploaded list: bounded, scanned, known by its bytes, and read as rows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO

from django.core.files.base import File
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from naniwa.kernel.documents import kinds, scanning, storage
from naniwa.kernel.documents.limits import MEBIBYTE, Kind
from naniwa.library.bulkhead import PAGES
from naniwa.library.list_files import NotTaken, Rows, TooLarge, csv_rows, workbook_sheets

_CSV = (".csv", ".txt")
USUAL = 10 * MEBIBYTE
"""Bytes of a file."""


class WrongKind(NotTaken):
    """Neither a workbook nor a CSV file, whatever its name says."""


class Empty(NotTaken):
    """A file without a byte."""


class Infected(NotTaken):
    """The scanner found a virus."""


class NotScanned(NotTaken):
    """The scanner gave no verdict; nothing is taken unseen."""


REFUSALS: Mapping[type[NotTaken], str | Promise] = {
    Empty: _("ファイルの中身がありません。ファイルを確かめて、もう一度選んでください。"),
    WrongKind: _("CSVかExcel（.xlsx）のファイルを選んでください。"),
    Infected: _("ウイルスが見つかったため、受け取りませんでした。端末を検査してください。"),
    NotScanned: _("ただいまウイルスの検査ができません。時間をおいて、もう一度送ってください。"),
}
"""Said alike of every list; what is wrong inside it is for each list to say."""


@dataclass(frozen=True, slots=True)
class ListFile:
    """What was sent, and its sheets, each with its name and rows, which can be gone through once."""

    content: bytes
    sheets: Iterator[tuple[str, Rows]]

    @property
    def rows(self) -> Rows:
        """Those of the first sheet."""
        return next(self.sheets)[1]


def received(file: File[bytes] | BinaryIO, name: str, *, largest: int = USUAL) -> ListFile:
    """Nothing of it is kept. Raises the kinds of NotTaken; Damaged and TooLarge also while sheets and rows are taken.

    While the file is written and scanned, the process makes others' pages.
    """
    with PAGES.outside(), storage.passing_file() as path:
        content = _content(file, largest)
        path.write_bytes(content)
        with path.open("rb") as again:
            _scan(again)
        if kinds.identify(path) is Kind.XLSX:
            return ListFile(content, workbook_sheets(content))
        if name.lower().endswith(_CSV) and not content.startswith(b"PK") and b"\0" not in content:
            return ListFile(content, iter([("", csv_rows(content))]))
        raise WrongKind


def _content(file: File[bytes] | BinaryIO, largest: int) -> bytes:
    content = file.read(largest + 1)
    if not content:
        raise Empty
    if len(content) > largest:
        raise TooLarge
    return content


def _scan(file: BinaryIO) -> None:
    try:
        found = scanning.scanner().find(file)
    except scanning.ScannerUnavailable as error:
        raise NotScanned from error
    if found:
        raise Infected
