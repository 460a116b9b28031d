"""The inventory as a workbook with drop-downs, checks and an explanation, and as a CSV file."""

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from naniwa.library.spreadsheet import csv_lines
from naniwa.library.workbook import Column as SheetColumn
from naniwa.library.workbook import Value, workbook
from naniwa.services.inventory.rules.columns import COLUMNS, MOST_ROWS, Column, Entry, texts_of
from naniwa.services.inventory.sheets.heads import EDITION, NUMBER, REASONS, ROW_ID, in_language

HIDDEN = 2
"""The first columns, by which a row is known again, are hidden."""
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
_SHEET = "xl/worksheets/sheet1.xml"


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A row to be written; `reasons` says what must be mended, `texts` stand for an entry that could not be read."""

    row_id: UUID | None
    edition: int | None
    number: int | None
    entry: Entry | None
    texts: dict[str, str] | None = None
    reasons: str = ""


def as_workbook(rows: Iterable[Outgoing], *, language: str, reasons: bool = False) -> bytes:
    """A list to fill in, and a second sheet that explains its columns."""
    english = language.startswith("en")
    columns = _columns(language, reasons=reasons)
    listed = _joined(workbook("Procedures" if english else "手続", columns, _values(rows, language, reasons=reasons)))
    told = _joined(workbook("How to fill in" if english else "説明", _told_columns(language), _told(language)))
    return _together(listed, told, "How to fill in" if english else "説明", language)


def as_csv(rows: Iterable[Outgoing], *, language: str) -> Iterator[bytes]:
    """The same columns, in UTF-8 with a byte order mark."""
    heads = [column.label for column in _columns(language, reasons=False)]
    return csv_lines(heads, (list(row) for row in _values(rows, language, reasons=False)))


def _columns(language: str, *, reasons: bool) -> list[SheetColumn]:
    own = [SheetColumn(in_language(ROW_ID, language)), SheetColumn(in_language(EDITION, language), "number", 6)]
    own.append(SheetColumn(in_language(NUMBER, language), "number", 10))
    asked = [
        SheetColumn(_head(column, language), "number" if column.kind == "number" else "text", column.width)
        for column in COLUMNS
    ]
    last = [SheetColumn(in_language(REASONS, language), "text", 60)] if reasons else []
    return [*own, *asked, *last]


def _head(column: Column, language: str) -> str:
    """What must be filled in has a star."""
    return in_language(column, language) + (" *" if column.required else "")


def _values(rows: Iterable[Outgoing], language: str, *, reasons: bool) -> Iterator[list[Value]]:
    for row in rows:
        texts = texts_of(row.entry, language=language) if row.entry else (row.texts or {})
        values: list[Value] = [str(row.row_id) if row.row_id else "", row.edition, row.number]
        values += [_value(column, texts.get(column.key, "")) for column in COLUMNS]
        yield [*values, row.reasons] if reasons else values


def _value(column: Column, text: str) -> Value:
    return int(text) if column.kind == "number" and text.isascii() and text.isdigit() else text


def _told_columns(language: str) -> list[SheetColumn]:
    heads = ("Column", "Must be filled in", "How", "Choices") if language.startswith("en") else (
        "列", "必ず入力", "入力のしかた", "選べるもの",
    )  # fmt: skip
    return [SheetColumn(head, "text", width) for head, width in zip(heads, (36, 16, 60, 60), strict=True)]


def _told(language: str) -> Iterator[Sequence[Value]]:
    english = language.startswith("en")
    yield (
        ("All rows", "", "One row is one procedure. Leave the hidden columns as they are; new rows have none.", "")
        if english
        else ("すべての行", "", "1行が1つの手続です。隠れている列は変えないでください。新しい行では空のままです。", "")
    )  # fmt: skip
    for column in COLUMNS:
        must = ("Yes" if english else "はい") if column.required else ""
        choices = ("; " if english else "、").join(in_language(choice, language) for choice in column.choices)
        yield in_language(column, language), must, _how(column, english=english), choices


def _how(column: Column, *, english: bool) -> str:
    hint = column.hint[1 if english else 0]
    if column.kind == "number":
        unit = column.unit[1 if english else 0]
        kind = (
            f"A whole number in {unit}, at most {column.most:,}" if english else f"整数（{unit}）。{column.most:,}まで"
        )
    elif column.kind == "choice":
        kind = "Choose from the list" if english else "一覧から選ぶ"
    else:
        kind = f"At most {column.most:,} characters" if english else f"{column.most:,}文字まで"
    return (". " if english else "。").join(part for part in (kind, hint) if part)


def _joined(pieces: Iterator[bytes]) -> ZipFile:
    return ZipFile(io.BytesIO(b"".join(pieces)))


def _together(listed: ZipFile, told: ZipFile, title: str, language: str) -> bytes:
    """One workbook of the two: the parts that name the sheets get a second entry."""
    added = {
        "[Content_Types].xml": ("</Types>", f'<Override PartName="/xl/worksheets/sheet2.xml" ContentType="{_TYPE}"/>'),
        "xl/workbook.xml": ("</sheets>", f'<sheet name="{escape(title)}" sheetId="2" r:id="r9"/>'),
        "xl/_rels/workbook.xml.rels": (
            "</Relationships>",
            f'<Relationship Id="r9" Type="{_RELATED}" Target="worksheets/sheet2.xml"/>',
        ),
        _SHEET: ("</worksheet>", _validations(language)),
    }
    made = io.BytesIO()
    with listed, told, ZipFile(made, "w", ZIP_DEFLATED, compresslevel=4) as archive:
        for entry in listed.infolist():
            text = listed.read(entry).decode()
            before, addition = added.get(entry.filename, ("", ""))
            if before:
                text = text.replace(before, addition + before)
            archive.writestr(entry, _hidden(text) if entry.filename == _SHEET else text, ZIP_DEFLATED)
        second = listed.getinfo(_SHEET)
        copied = type(second)("xl/worksheets/sheet2.xml", second.date_time)
        archive.writestr(copied, told.read(_SHEET), ZIP_DEFLATED)
    return made.getvalue()


def _hidden(sheet: str) -> str:
    """The head of the sheet says which columns are not shown."""
    for at in range(1, HIDDEN + 1):
        sheet = sheet.replace(f'<col min="{at}" max="{at}" ', f'<col min="{at}" max="{at}" hidden="1" ', 1)
    return sheet


def _validations(language: str) -> str:
    checks = [check for at, column in enumerate(COLUMNS, start=3) if (check := _validation(at, column, language))]
    return f'<dataValidations count="{len(checks)}">{"".join(checks)}</dataValidations>'


def _validation(at: int, column: Column, language: str) -> str:
    english, letters = language.startswith("en"), _letters(at)
    where = f'allowBlank="1" showErrorMessage="1" sqref="{letters}2:{letters}{MOST_ROWS + 1}"'
    if column.kind == "choice":
        words = ",".join(in_language(choice, language) for choice in column.choices)
        said = "Choose from the list." if english else "一覧から選んでください。"
        return (
            f'<dataValidation type="list" error="{said}" {where}><formula1>"{escape(words)}"</formula1>'
            "</dataValidation>"
        )
    if column.kind == "number":
        said = "A whole number, please." if english else "整数で入力してください。"
        return (
            f'<dataValidation type="whole" operator="between" error="{said}" {where}><formula1>0</formula1>'
            f"<formula2>{column.most}</formula2></dataValidation>"
        )
    return ""


def _letters(at: int) -> str:
    """The column's name; counted from 0."""
    high, low = divmod(at, 26)
    return (_letters(high - 1) if high else "") + chr(ord("A") + low)
