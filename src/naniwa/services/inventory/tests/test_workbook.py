"""The workbook: written, filled in, read as if by a stranger, looked at before anything changes, and taken in."""

import io
from typing import Any
from uuid import uuid4

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl.utils import get_column_letter

from naniwa.kernel.audit.models import Record
from naniwa.kernel.documents.scanning.console import EICAR
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.people.access import Staff
from naniwa.library import list_files, workbook_xml
from naniwa.services.inventory import samples
from naniwa.services.inventory.models import Procedure, Upload
from naniwa.services.inventory.operations import importing, saving
from naniwa.services.inventory.rules.columns import COLUMNS, read
from naniwa.services.inventory.sheets import reading
from naniwa.services.inventory.sheets.writing import Outgoing, as_csv, as_workbook
from naniwa.services.inventory.tests import office
from naniwa.services.inventory.tests.office import signed_in

IMPORT = "inventory:import"


def written(*rows: dict[str, str], **changes: str) -> bytes:
    """A workbook of new rows."""
    found = [Outgoing(None, None, None, None, texts={**office.ROW, **row, **changes}) for row in rows or ({},)]
    return as_workbook(found, language="ja")


def opened(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def saved(book: openpyxl.Workbook) -> bytes:
    """As Excel, or another program that knows the format, would save it."""
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def column_of(sheet: Any, head: str) -> int:
    return next(int(cell.column) for cell in sheet[1] if str(cell.value).startswith(head))


def sent(client: Client, content: bytes, name: str = "inventory.xlsx") -> Any:
    return client.post(reverse(IMPORT), {"file": SimpleUploadedFile(name, content)})


def test_the_workbook_has_drop_downs_a_frozen_head_hidden_columns_and_an_explanation() -> None:
    book = opened(written())
    sheet, told = book.worksheets
    lists = {
        str(check.sqref): check.formula1 for check in sheet.data_validations.dataValidation if check.type == "list"
    }
    letter = get_column_letter(column_of(sheet, "主な受付方法"))
    assert lists[f"{letter}2:{letter}5001"] == '"紙（持込み）,郵送,窓口,電子メール,オンライン"'
    assert sheet.freeze_panes == "A2"
    assert sheet.column_dimensions["A"].hidden
    assert not sheet.column_dimensions["C"].hidden
    assert told.title == "説明"
    assert told.max_row == len(COLUMNS) + 2


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_workbook_that_another_program_saved_is_read_as_it_was_written(language: str) -> None:
    rows = list(samples.rows(30))
    content = as_workbook((Outgoing(None, None, None, read(row)[0]) for row in rows), language=language)
    found = reading.lines(list_files.workbook_rows(saved(opened(content))))
    assert [read(line.texts) for line in found] == [(entry, []) for entry in samples.entries(30)]


def test_csv_goes_the_same_way_also_as_a_japanese_excel_saves_it() -> None:
    entries = samples.entries(30)
    content = b"".join(as_csv((Outgoing(None, None, None, entry) for entry in entries), language="ja"))
    assert content.startswith("\ufeff".encode())
    for form in (content, content.decode("utf-8-sig").encode("cp932")):
        assert [read(line.texts)[0] for line in reading.lines(list_files.csv_rows(form))] == entries


def test_a_formula_in_a_text_stays_a_text_both_ways() -> None:
    evil = '=HYPERLINK("http://example.jp","x")'
    content = written(title=evil)
    cell = opened(content).worksheets[0].cell(2, column_of(opened(content).worksheets[0], "手続名"))
    assert (cell.data_type, cell.value) == ("s", evil)
    entry = office.entry(title=evil)
    as_text = b"".join(as_csv([Outgoing(None, None, None, entry)], language="ja"))
    assert b"\"'=HYPERLINK" in as_text
    assert reading.lines(list_files.csv_rows(as_text))[0].texts["title"] == evil


def test_readings_that_excel_keeps_beside_a_text_are_no_part_of_it() -> None:
    shared = (
        '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>課</t>'
        '<rPh sb="0" eb="1"><t>カ</t></rPh></si></sst>'
    ).encode()
    assert workbook_xml.shared_strings(shared) == ["課"]


def test_a_title_above_the_heads_and_columns_of_their_own_do_not_disturb() -> None:
    text = "棚卸調査の回答,,,\n\n課名,手続名 *,メモ,課コード\n環境課,届出,あとで,0101\n,,,\n"
    [line] = reading.lines(list_files.csv_rows(text.encode()))
    assert (line.number, line.texts) == (4, {"department_name": "環境課", "title": "届出", "department_code": "0101"})


@pytest.fixture
def lead(db: None) -> Staff:
    return office.lead()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "inventory.xlsx", "ファイルの中身がありません"),
        (b"%PDF-1.7 no list", "inventory.xlsx", "Excel（.xlsx）かCSV"),
        (b"PK\x03\x04 no list", "inventory.csv", "Excel（.xlsx）かCSV"),
        (EICAR, "inventory.csv", "ウイルスが見つかった"),
        (b"a,b,c", "inventory.csv", "列の見出しが見つかりません"),
    ],
)
def test_a_file_that_is_not_taken_says_why(lead: Staff, content: bytes, name: str, said: str) -> None:
    answer = sent(signed_in(lead.person), content, name)
    assert answer.status_code == 422
    assert said in office.said(answer)
    with as_system():
        assert not Upload.objects.exists()


@pytest.mark.django_db
def test_nothing_changes_before_it_was_seen_and_then_only_the_good_rows(lead: Staff) -> None:
    client = signed_in(lead.person)
    answer = sent(client, written({"title": "第一の届"}, {"title": "第二の届", "volume": "多い"}, {"title": ""}))
    page = office.said(client.get(answer["Location"]))
    assert "新しい手続 1件" in page
    assert "直す行 2件（2か所）" in page
    assert "「多い」を数字として読めません" in page
    with as_system():
        assert not Procedure.objects.exists()
        upload = Upload.objects.get()
    for _ in range(2):
        client.post(reverse("inventory:take", args=[upload.public_id]))
    with as_system():
        assert list(Procedure.objects.values_list("title", flat=True)) == ["第一の届"]
        assert Record.objects.filter(action="inventory.upload_taken").count() == 1
    assert "新しい手続1件と、変わった手続0件" in office.said(client.get(answer["Location"]))


@pytest.mark.django_db
def test_wrong_rows_come_back_as_a_workbook_with_the_reasons_and_can_be_sent_again(lead: Staff) -> None:
    client = signed_in(lead.person)
    sent(client, written({"title": "第一の届"}, {"title": "第二の届", "volume": "多い"}))
    with as_system():
        upload = Upload.objects.get()
    client.post(reverse("inventory:take", args=[upload.public_id]))
    book = opened(client.get(reverse("inventory:wrong", args=[upload.public_id])).content)
    sheet = book.worksheets[0]
    assert sheet.max_row == 2
    assert "年間件数：「多い」を数字として読めません" in str(sheet.cell(2, column_of(sheet, "直すところ")).value)
    sheet.cell(2, column_of(sheet, "年間件数")).value = 12
    page = office.said(client.get(sent(client, saved(book))["Location"]))
    assert "新しい手続 1件" in page
    assert "直す行 0件" in page


@pytest.mark.django_db
def test_an_exported_department_comes_back_with_its_changes_named(lead: Staff) -> None:
    row = office.row(lead)
    office.row(lead, department_code="0202", department_name="高齢介護課", title="手当")
    client = signed_in(lead.person)
    answer = client.get(reverse("inventory:download", args=["xlsx"]), {"department": "0101"})
    book = opened(answer.content)
    sheet = book.worksheets[0]
    assert sheet.max_row == 2
    assert sheet.cell(2, 1).value == row.reference
    sheet.cell(2, column_of(sheet, "主な受付方法")).value = "オンライン"
    sheet.cell(2, column_of(sheet, "印1")).value = "実印"
    location = sent(client, saved(book))["Location"]
    page = office.said(client.get(location))
    assert "変わる手続 1件" in page
    assert "主な受付方法：窓口 → オンライン" in page
    assert "印1：認印 → 実印" in page
    client.post(location + "take/")
    kept = office.fresh(row)
    assert (kept.channel, kept.seal, kept.edition, kept.number) == ("online", "registered", 2, 1)
    with as_system():
        assert [seal.kind for seal in kept.seals.all()] == ["registered"]
        assert Record.objects.filter(action="inventory.exported").count() == 1
        assert Record.objects.get(action="inventory.changed").detail["changes"]["channel"] == ["窓口", "オンライン"]


@pytest.mark.django_db
def test_a_file_from_before_anothers_change_overwrites_nothing(lead: Staff) -> None:
    row = office.row(lead)
    client = signed_in(lead.person)
    content = client.get(reverse("inventory:download", args=["csv"])).getvalue()
    with as_system():
        saving.change(procedure=row, entry=office.entry(volume="5"), seen=1, by=lead, now=office.NOW)
    page = office.said(client.get(sent(client, content, "inventory.csv")["Location"]))
    assert "ほかの人がこの手続を変えました" in page
    assert "0件を取り込めます" in page


@pytest.mark.django_db
def test_columns_that_the_file_lacks_stay_as_they_are(lead: Staff) -> None:
    row = office.row(lead)
    text = f"行ID,課コード,課名,手続名,年間件数\n{row.reference},0101,環境管理室,新しい名前,7\n"
    client = signed_in(lead.person)
    location = sent(client, text.encode(), "part.csv")["Location"]
    client.post(location + "take/")
    kept = office.fresh(row)
    assert (kept.title, kept.volume, kept.law, kept.seal, kept.papers[0]["name"]) == (
        "新しい名前",
        7,
        "見本条例",
        "personal",
        "住民票の写し",
    )


@pytest.mark.django_db
def test_rows_of_others_unknown_rows_and_doubles_are_wrong(lead: Staff) -> None:
    row = office.row(lead)
    office.row(lead, department_code="0202", department_name="高齢介護課", title="手当")
    contact = office.contact_of(lead, "0101", "contact@example.jp")
    head = "行ID,課コード,課名,手続名,主な受付方法\n"
    lines = [
        f"{row.reference},0101,環境管理室,届,窓口",
        f"{row.reference},0101,環境管理室,届,窓口",
        f"{uuid4()},0101,環境管理室,届,窓口",
        "not-a-number,0101,環境管理室,届,窓口",
        ",0202,高齢介護課,届,窓口",
        ",0303,新しい課,届,窓口",
        ",0101,別の名前,届,窓口",
    ]
    client = signed_in(contact.person)
    page = office.said(client.get(sent(client, (head + "\n".join(lines)).encode(), "rows.csv")["Location"]))
    assert "1件を取り込めます" in page
    assert "直す行 6件" in page
    for said in (
        "2行目と同じ手続です",
        "この行の手続が見つかりません",
        "あなたの担当ではありません",
        "このコードの課は",
    ):
        assert said in page


@pytest.mark.django_db
def test_an_upload_is_its_senders_alone_and_forgotten_after_a_week(lead: Staff) -> None:
    location = sent(signed_in(lead.person), written())["Location"]
    colleague = signed_in(office.lead("colleague@example.jp").person)
    assert colleague.get(location).status_code == 404
    assert colleague.post(location + "take/").status_code == 404
    with as_system():
        at = Upload.objects.get().at
        assert importing.forget(now=at + importing.KEPT) == 0
        assert importing.forget(now=at + importing.KEPT * 2) == 1


@pytest.mark.django_db
def test_a_filter_cannot_write_the_name_of_the_file(lead: Staff) -> None:
    office.row(lead)
    client = signed_in(lead.person)
    for department, name in (("0101", "inventory-0101-"), ('x"; y="z', "inventory-all-"), ("課", "inventory-all-")):
        answer = client.get(reverse("inventory:download", args=["csv"]), {"department": department})
        assert answer["Content-Disposition"].startswith(f'attachment; filename="{name}')
