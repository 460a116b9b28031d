"""Excel workbooks (.xlsx) of one sheet, written row by row: every text is typed as text, so nothing is calculated."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

type Kind = Literal["text", "number", "moment"]
type Value = str | int | datetime | None

MOST_ROWS = 1_048_576
LONGEST = 32_767
"""Characters that Excel keeps in a cell, counted in UTF-16."""
_STYLES: Final[dict[Kind, int]] = {"text": 2, "number": 3, "moment": 4}
_HEAD = 1
_TOP_COLUMNS = 26
# Excel counts days from here; 1900 was no leap year, but Lotus thought so.
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - a spreadsheet knows no time zone
_DAY = 86_400
# Not in XML 1.0 at all.
_IMPOSSIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
# Excel would read _x0041_ as A, so the underscore itself is written in this way.
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


@dataclass(frozen=True, slots=True)
class Column:
    """`width` is in characters; a full-width one counts as two."""

    label: str
    kind: Kind = "text"
    width: int = 14


def workbook(title: str, columns: Sequence[Column], rows: Iterable[Sequence[Value]]) -> Iterator[bytes]:
    """The file piece by piece, in memory that does not grow with the rows. Moments are written as they read.

    An empty piece says that nothing is ready yet. Raises TooManyRows.
    """
    sink = _Sink()
    with ZipFile(sink, "w", ZIP_DEFLATED, compresslevel=4) as archive:
        for name, content in _frame(title).items():
            archive.writestr(_entry(name), _XML + content)
        with archive.open(_entry("xl/worksheets/sheet1.xml"), "w") as sheet:
            sheet.write((_XML + _opening(columns)).encode())
            number = 1
            for number, row in enumerate(rows, start=2):
                if number > MOST_ROWS:
                    raise TooManyRows
                sheet.write(_row(number, columns, row).encode())
                yield sink.taken()
            sheet.write(_closing(columns, number).encode())
    yield sink.taken()


class TooManyRows(Exception):
    """A sheet of Excel ends after 1,048,576 rows."""


class _Sink:
    """What the archive writes to; it cannot be wound back, so sizes stand after each entry."""

    def __init__(self) -> None:
        self._waiting = bytearray()

    def write(self, data: bytes) -> int:
        self._waiting += data
        return len(data)

    def flush(self) -> None:
        """Everything is at hand already."""

    def close(self) -> None:
        """Nothing is open."""

    def taken(self) -> bytes:
        taken = bytes(self._waiting)
        self._waiting.clear()
        return taken


def _entry(name: str) -> ZipInfo:
    """Always of the same day, so that equal content makes an equal file."""
    entry = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    entry.compress_type = ZIP_DEFLATED
    return entry


def _frame(title: str) -> dict[str, str]:
    name = escape(re.sub(r"[\[\]:*?/\\]", " ", title)[:31], {'"': "&quot;"})
    return {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPE}.worksheet+xml"/></Types>',
        "_rels/.rels": _relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
        f'<sheets><sheet name="{name}" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _relations(("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml")),
        "xl/styles.xml": _styles(),
    }


def _relations(*targets: tuple[str, str]) -> str:
    lines = (
        f'<Relationship Id="r{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{"".join(lines)}</Relationships>'


def _styles() -> str:
    """Head, text, number, moment. Text has format @ and a quote prefix, so that it stays text when it is edited."""
    font = '<sz val="11"/><name val="Yu Gothic"/><family val="2"/><charset val="128"/>'
    cell = '<xf numFmtId="{}" fontId="{}" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"{}/>'
    styles = (
        cell.format(0, 0, ""),
        cell.format(49, 1, ' quotePrefix="1"'),
        cell.format(49, 0, ' quotePrefix="1"'),
        cell.format(3, 0, ""),
        cell.format(164, 0, ""),
    )
    return (
        f'<styleSheet xmlns="{_MAIN}">'
        '<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy/mm/dd\\ hh:mm"/></numFmts>'
        f'<fonts count="2"><font>{font}</font><font><b/>{font}</font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        f'<cellXfs count="{len(styles)}">{"".join(styles)}</cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )


def _opening(columns: Sequence[Column]) -> str:
    """The head stays in sight when the rows below it move."""
    widths = "".join(
        f'<col min="{at}" max="{at}" width="{column.width}" customWidth="1"/>'
        for at, column in enumerate(columns, start=1)
    )
    head = "".join(_text(f"{_letters(at)}1", column.label, _HEAD) for at, column in enumerate(columns))
    return (
        f'<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f'<cols>{widths}</cols><sheetData><row r="1">{head}</row>'
    )


def _closing(columns: Sequence[Column], rows: int) -> str:
    return f'</sheetData><autoFilter ref="A1:{_letters(len(columns) - 1)}{rows}"/></worksheet>'


def _row(number: int, columns: Sequence[Column], values: Sequence[Value]) -> str:
    cells = (
        _cell(f"{_letters(at)}{number}", value, _STYLES[column.kind])
        for at, (column, value) in enumerate(zip(columns, values, strict=True))
        if value is not None and value != ""
    )
    return f'<row r="{number}">{"".join(cells)}</row>'


def _cell(place: str, value: str | int | datetime, style: int) -> str:
    if isinstance(value, str):
        return _text(place, value, _STYLES["text"])
    figure = (value.replace(tzinfo=None) - _EPOCH).total_seconds() / _DAY if isinstance(value, datetime) else value
    return f'<c r="{place}" s="{style}"><v>{figure!r}</v></c>'


def _text(place: str, value: str, style: int) -> str:
    kept = _LOOKS_ESCAPED.sub("_x005F_", _IMPOSSIBLE.sub("", _shortened(value)))
    written = escape(kept, {"\r": "&#13;"})
    return f'<c r="{place}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{written}</t></is></c>'


def _shortened(value: str) -> str:
    return value.encode("utf-16-le", "surrogatepass")[: 2 * LONGEST].decode("utf-16-le", "ignore")


def _letters(at: int) -> str:
    """A to Z, then AA: the column's name; counted from 0."""
    high, low = divmod(at, _TOP_COLUMNS)
    return (_letters(high - 1) if high else "") + chr(ord("A") + low)
