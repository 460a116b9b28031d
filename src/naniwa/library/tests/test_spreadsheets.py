"""Files for spreadsheets: nothing in them is calculated, and names come out as they went in."""

import csv
import io
import zipfile
from datetime import datetime

import openpyxl
import pytest

from naniwa.library.spreadsheet import csv_lines
from naniwa.library.workbook import Column, Value, workbook

FORMULAS = [
    "=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "\r=1+1", '=HYPERLINK("http://x","y")', "=cmd|' /C calc'!A0",
    "＝1+1", "＋81", "－1", "＠A1", " =1+1", "　=1+1",
]  # fmt: skip
NAMES = ["髙橋 𠮷之助", "葛\U000e0100城", "辻󠄀 㐂一", "𣘺本", "ｱｲｳ", 'a"b,c;d\te', "_x0041_", "0012345", "1e5", "2-1"]


def sheet(columns: list[Column], rows: list[list[Value]]) -> bytes:
    return b"".join(workbook("台帳", columns, rows))


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_formula_is_text_in_excel_and_stays_as_it_was_typed(formula: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(sheet([Column("申請者")], [[formula]])))
    cell = book.active["A2"]  # type: ignore[index] # one sheet
    assert (cell.data_type, cell.value, cell.number_format, cell.quotePrefix) == ("s", formula, "@", True)


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_formula_in_csv_begins_with_an_apostrophe_and_the_rest_is_as_typed(formula: str) -> None:
    text = b"".join(csv_lines(["申請者"], [[formula]])).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(text, newline=""))) == [["申請者"], ["'" + formula]]


@pytest.mark.parametrize("name", NAMES)
def test_names_come_out_as_they_went_in(name: str) -> None:
    text = b"".join(csv_lines(["名前"], [[name]])).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(text, newline="")))[1] == [name]
    read = openpyxl.load_workbook(io.BytesIO(sheet([Column("名前")], [[name]]))).active["A2"].value  # type: ignore[index] # one sheet
    assert read == name.replace("_x0041_", "_x005F_x0041_")  # as Excel itself writes it; openpyxl leaves it so


def test_figures_and_moments_are_typed() -> None:
    at = datetime(2026, 11, 22, 14, 5)  # noqa: DTZ001 - a spreadsheet knows no time zone
    columns = [Column("金額", "number"), Column("受付", "moment"), Column("備考")]
    made = openpyxl.load_workbook(io.BytesIO(sheet(columns, [[-5, at, None], [0, None, ""]]))).active
    assert made is not None
    assert [[cell.value for cell in row] for row in made.iter_rows()] == [
        ["金額", "受付", "備考"], [-5, at, None], [0, None, None],
    ]  # fmt: skip
    assert made.freeze_panes == "A2"
    assert b"".join(csv_lines(["金額", "受付"], [[-5, at], [0, None]])).endswith(b'\r\n-5,"2026-11-22 14:05"\r\n0,\r\n')


def test_csv_begins_with_a_byte_order_mark_and_ends_its_lines_as_windows_does() -> None:
    assert b"".join(csv_lines(["a"], [["あ"]])) == b'\xef\xbb\xbf"a"\r\n"\xe3\x81\x82"\r\n'


def test_what_xml_cannot_hold_is_left_out_and_line_ends_are_kept() -> None:
    book = openpyxl.load_workbook(io.BytesIO(sheet([Column("備考")], [["a\x00b\x1f\ufffe\r\nc<&>"]])))
    assert book.active["A2"].value == "ab\r\nc<&>"  # type: ignore[index] # one sheet


def test_a_workbook_is_a_sound_archive_and_equal_content_makes_an_equal_file() -> None:
    columns = [Column(str(number)) for number in range(30)]
    rows: list[list[Value]] = [[f"{number}" for number in range(30)]]
    assert zipfile.ZipFile(io.BytesIO(sheet(columns, rows))).testzip() is None
    assert sheet(columns, rows) == sheet(columns, rows)
    made = openpyxl.load_workbook(io.BytesIO(sheet(columns, rows))).active
    assert made is not None
    assert made["AD2"].value == "29"


def test_a_workbook_is_given_piece_by_piece() -> None:
    given = iter([[f"行{number}" * 50] for number in range(5_000)])
    largest = max(map(len, workbook("台帳", [Column("a")], given)))
    assert largest < 100_000
