"""The words inside a stranger's file, looked through for a My Number; only whether there is one leaves this process."""

import html
import re
from collections.abc import Iterator
from ctypes import POINTER, cast, create_string_buffer
from pathlib import Path
from time import process_time
from typing import Any
from zipfile import ZipFile

import pypdfium2
import pypdfium2.raw as raw  # noqa: PLR0402 - it is a module of functions of C

from naniwa.library.my_number import holds_one

PDF = "application/pdf"
LONGEST = 8.0
"""Seconds of processor time after which the rest of a file is left unread, as of a plan of thousands of strokes."""
MOST_FIELDS = 2_000
"""Fields and notes of a page."""
UNPACKED = 32 * 1024 * 1024
"""Bytes of one part of a workbook that are looked at."""
PART = re.compile(r"xl/(sharedStrings\.xml|worksheets/[^/]+\.xml|comments[^/]*\.xml)")
# No cell holds more than 32,767 characters.
CELL = re.compile(r"<(?:[a-z]+:)?(si|is|v|comment)\b[^<>]*+>(.{0,40000}?)</(?:[a-z]+:)?\1>", re.DOTALL)
TAG = re.compile(r"<[^<>]*+>")
# Twelve digits in boxes of their own come out with a gap after each.
SPACED = re.compile(r"(?<![0-9０-９])[0-9０-９](?:\s[0-9０-９]){11,}(?![0-9０-９])")


def hold_my_number(path: Path, kind: str) -> bool:
    """Whether the text layer of a PDF, or the cells of a workbook, hold one. Raises what readers raise."""
    until = process_time() + LONGEST
    for text in _pages(path) if kind == PDF else _cells(path):
        if holds_one(text) or any(map(holds_one, _boxed(text))):
            return True
        if process_time() > until:
            return False
    return False


def _pages(path: Path) -> Iterator[str]:
    """What is printed on each page, then what was typed into its fields and notes."""
    document = pypdfium2.PdfDocument(path)
    document.init_forms()
    for page in document:
        yield page.get_textpage().get_text_bounded()
        yield from _typed(page, document.formenv)


def _typed(page: Any, forms: Any) -> Iterator[str]:  # noqa: ANN401 - pypdfium2 ships no types
    for number in range(min(raw.FPDFPage_GetAnnotCount(page), MOST_FIELDS)):
        note = raw.FPDFPage_GetAnnot(page, number)
        if forms:
            yield _asked(raw.FPDFAnnot_GetFormFieldValue, forms, note)
        yield _asked(raw.FPDFAnnot_GetStringValue, note, b"Contents")
        raw.FPDFPage_CloseAnnot(note)


def _asked(ask: Any, *about: Any) -> str:  # noqa: ANN401 - as above
    """PDFium says first how many bytes of UTF-16 there are, with two noughts behind them."""
    size = ask(*about, None, 0)
    buffer = create_string_buffer(size)
    ask(*about, cast(buffer, POINTER(raw.FPDF_WCHAR)), size)
    return buffer.raw[: max(0, size - 2)].decode("utf-16-le", errors="replace")


def _boxed(text: str) -> Iterator[str]:
    """Digits that stand each by itself, drawn together."""
    return ("".join(found[0].split()) for found in SPACED.finditer(text))


def _cells(path: Path) -> Iterator[str]:
    with ZipFile(path) as archive:
        for name in filter(PART.fullmatch, archive.namelist()):
            with archive.open(name) as part:
                text = part.read(UNPACKED).decode(errors="replace")
            yield from (html.unescape(TAG.sub("", found[2])) for found in CELL.finditer(text))
