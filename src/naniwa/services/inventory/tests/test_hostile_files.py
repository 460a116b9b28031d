"""Files from strangers: too large, broken, nested, pretending; each is refused, and says why."""

import io
import zipfile
from typing import Any

import pytest

from naniwa.library import list_files
from naniwa.services.inventory.sheets.reading import lines
from naniwa.services.inventory.sheets.writing import as_workbook
from naniwa.services.inventory.tests.test_workbook import written


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    """The same workbook with another part in place of one."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            new.writestr(entry, part if entry == name else old.read(entry))
    return made.getvalue()


BOMB = b"<worksheet><sheetData>" + b" " * (list_files.EXPANDED + 1) + b"</sheetData></worksheet>"
ENTITIES = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet>&b;</worksheet>'
SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(
    ("make", "refused"),
    [
        (lambda: b"PK\x03\x04 broken", list_files.Damaged),
        (lambda: written()[:-200], list_files.Damaged),
        (lambda: with_part(written(), SHEET, BOMB), list_files.TooLarge),
        (lambda: with_part(written(), SHEET, ENTITIES), list_files.Damaged),
        (lambda: with_part(written(), SHEET, b"<worksheet><c r='A1'"), list_files.Damaged),
        (lambda: with_part(written(), SHEET, b"<w><c r='nowhere'><v>1</v></c></w>"), list_files.Damaged),
        (lambda: with_part(written(), SHEET, b"<w><c r='A1' t='s'><v>7</v></c></w>"), list_files.Damaged),
        (lambda: with_part(written(), "xl/_rels/workbook.xml.rels", b"<r/>"), list_files.Damaged),
        (
            lambda: with_part(
                written(),
                "xl/_rels/workbook.xml.rels",
                b'<r><Relationship Id="r1" Target="../../../etc/passwd"/></r>',
            ),
            list_files.Damaged,
        ),
        (lambda: with_part(written(), SHEET, b"<w/>"), list_files.NoHeads),
        (lambda: as_workbook([], language="ja"), list_files.NoRows),
        (lambda: written(*({} for _ in range(5_001))), list_files.TooManyRows),
        (lambda: b"\0" * (list_files.LARGEST + 1), list_files.TooLarge),
    ],
)
def test_a_hostile_workbook_is_refused(make: Any, refused: type[list_files.NotTaken]) -> None:
    with pytest.raises(refused):
        lines(list_files.workbook_rows(make()))


@pytest.mark.parametrize(
    ("content", "refused"),
    [
        (b"\xff\xfe\x00", list_files.NotTaken),
        (b"a,b,c\n1,2,3\n", list_files.NoHeads),
        ("課コード,課名,手続名\n".encode(), list_files.NoRows),
        (b'"' + b"x" * 200_000, list_files.Damaged),
    ],
)
def test_a_hostile_csv_file_is_refused(content: bytes, refused: type[list_files.NotTaken]) -> None:
    with pytest.raises(refused):
        lines(list_files.csv_rows(content))
