"""Taking the ledger out as a file: for a purpose, as text, in the scope of whoever asks, told to each person in it."""

import csv
import io
import re
from datetime import timedelta
from hashlib import sha256
from typing import Any
from uuid import uuid4

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from naniwa.kernel.audit import queries as audit
from naniwa.kernel.audit.models import Record
from naniwa.kernel.jobs.pending import run_pending
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.people.models import Person
from naniwa.services.procedures.models import Application, Export, ExportPart
from naniwa.services.procedures.operations import export_files, exports
from naniwa.services.procedures.queries.exporting import FIELDS
from naniwa.services.procedures.queries.live import Live
from naniwa.services.procedures.tests import factories
from naniwa.services.procedures.tests.staff_sessions import signed_in

pytestmark = pytest.mark.django_db
ASK = "procedures:staff_export_ask"
EVERYTHING = list(FIELDS)
PAYLOADS = ["=1+1", "+81", "-2+3", "@SUM(1)", "\t=1", "\r=1", "＝1+1", "髙橋𠮷之助 葛\U000e0100城"]


def form(**changes: Any) -> dict[str, Any]:
    given = {"purpose": "enquiry", "reason": "審査会の資料", "format": "csv", "columns": EVERYTHING}
    return {"number": str(uuid4()), **given, **changes}


def export(client: Client, *, query: str = "", **changes: Any) -> Any:
    return client.post(reverse(ASK) + query, form(**changes))


def file_of(client: Client, made: Any) -> bytes:
    answer = client.get(made["Location"] + "file/")
    assert answer.status_code == 200
    return b"".join(answer)


def lines(file: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(file.decode("utf-8-sig"), newline="")))


def test_nothing_leaves_without_a_purpose_and_a_use(version: Live, reviewer: Person) -> None:
    factories.received(version, now=timezone.now())
    client = signed_in(reviewer)
    columns: dict[str, Any] = {"columns": []}
    for missing in ({"purpose": ""}, {"purpose": "curiosity"}, {"reason": "  "}, columns, {"format": "exe"}):
        assert export(client, **missing).status_code == 422
    with as_system():
        assert not Export.objects.exists()


def test_a_csv_file_holds_the_selection_with_the_chosen_columns(version: Live, reviewer: Person) -> None:
    mine = factories.received(version, now=timezone.now())
    with as_system():
        Application.objects.filter(pk=factories.received(version, now=timezone.now()).pk).update(procedure="other")
    client = signed_in(reviewer)
    query = f"?procedure={version.procedure.slug}"
    file = file_of(client, export(client, query=query, columns=["amount", "reference", "name"]))
    assert lines(file) == [["受付番号", "申請者", "金額"], [mine.reference, mine.applicant_name, "1000000"]]
    assert file.startswith(b"\xef\xbb\xbf")
    assert file.endswith(b"\r\n")


def test_every_column_can_be_had_and_is_typed(version: Live, reviewer: Person) -> None:
    case = factories.received(version, now=timezone.now())
    client = signed_in(reviewer)
    file = file_of(client, export(client, format="xlsx"))
    sheet = openpyxl.load_workbook(io.BytesIO(file)).active
    assert sheet is not None
    head, row = ([cell.value for cell in line] for line in sheet.iter_rows())
    with translation.override("ja"):
        assert head == [str(field.label) for field in FIELDS.values()]
    cells = dict(zip(FIELDS, row, strict=True))
    assert cells["reference"] == case.reference
    assert cells["amount"] == 1_000_000
    assert cells["received"] == timezone.localtime(case.received_at).replace(tzinfo=None, second=0, microsecond=0)
    assert case.answers["account"]["account_number"] in str(cells["account"])
    assert case.answers["place"]["town"] in str(cells["address"])
    assert cells["phone"] == case.answers["phone"]
    kinds = {key: sheet.cell(2, at).data_type for at, key in enumerate(FIELDS, start=1) if cells[key] is not None}
    assert {key for key, kind in kinds.items() if kind == "n"} == {"amount", "faults"}
    assert {key for key, kind in kinds.items() if kind == "d"} == {"due", "received"}
    assert sheet.freeze_panes == "A2"


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_formula_in_any_column_is_calculated_nowhere(version: Live, reviewer: Person, payload: str) -> None:
    case = factories.received(version, now=timezone.now())
    with as_system():
        answers = {**case.answers, "phone": payload, "place": {**case.answers["place"], "prefecture": payload}}
        Application.objects.filter(pk=case.pk).update(
            applicant_name=payload, applicant_kana=payload, procedure=payload[:60], answers=answers, assignee=reviewer
        )
        Person.objects.filter(pk=reviewer.pk).update(name=payload)
    client = signed_in(reviewer)
    columns = ["name", "kana", "procedure", "assignee", "phone", "address"]
    row = lines(file_of(client, export(client, columns=columns)))[1]
    dangerous = ("=", "+", "-", "@", "\t", "\r", "＝")
    assert not [cell for cell in row if cell.startswith(dangerous)]
    assert row[0].removeprefix("'") == payload
    sheet = openpyxl.load_workbook(io.BytesIO(file_of(client, export(client, format="xlsx", columns=columns)))).active
    assert sheet is not None
    assert {cell.data_type for cell in sheet[2]} == {"s"}
    assert sheet["A2"].value == payload


def test_it_is_written_down_with_purpose_filter_count_and_digest(version: Live, reviewer: Person) -> None:
    factories.received(version, now=timezone.now())
    client = signed_in(reviewer)
    file = file_of(client, export(client, query="?words=", columns=["reference"]))
    file_of(client, export(client, query="?amount=from-1000"))
    with as_system():
        first, second = Record.objects.filter(action="procedures.exported").order_by("pk")
        assert Record.objects.filter(action="procedures.export_downloaded").count() == 2
    assert second.detail["filters"] == {"amount": "from-1000"}
    assert (second.purpose, second.detail["reason"], second.detail["count"]) == ("enquiry", "審査会の資料", 1)
    assert first.detail["sha256"] == sha256(file).hexdigest()


def test_nothing_is_exported_where_nothing_is_found(version: Live, reviewer: Person) -> None:
    answer = export(signed_in(reviewer), query="?words=nobody")
    assert answer.status_code == 422
    assert "この条件の申請はありません" in answer.content.decode()


def test_each_person_sees_once_that_their_data_were_exported_and_what_for(version: Live, reviewer: Person) -> None:
    owner = factories.resident()
    for _ in range(2):
        factories.received(version, by=owner, now=timezone.now())
    other = factories.received(version, now=timezone.now()).person
    export(signed_in(reviewer))
    with as_system():
        for person in (owner, other):
            assert person is not None
            [look] = audit.who_looked(person)
            assert (look.what, look.purpose) == ("申請の内容をファイルに書き出し", "お問い合わせへの対応")


def test_a_second_press_makes_no_second_file(version: Live, reviewer: Person) -> None:
    factories.received(version, now=timezone.now())
    client, given = signed_in(reviewer), form()
    first, second = (client.post(reverse(ASK), given) for _ in range(2))
    assert first["Location"] == second["Location"]
    with as_system():
        assert Export.objects.count() == 1
        assert Record.objects.filter(action="procedures.exported").count() == 1


def test_a_colleague_does_not_get_the_file(version: Live, reviewer: Person) -> None:
    factories.received(version, now=timezone.now())
    made = export(signed_in(reviewer))
    colleague = signed_in(factories.staff("colleague@example.jp", "reviewer"))
    assert colleague.get(made["Location"]).status_code == 404
    assert colleague.get(made["Location"] + "file/").status_code == 404
    assert colleague.post(made["Location"] + "remove/").status_code == 404


def test_another_office_exports_none_of_our_cases(version: Live, reviewer: Person) -> None:
    factories.received(version, now=timezone.now())
    city = signed_in(factories.staff("city@example.jp", "reviewer", office="272035"))
    assert export(city).status_code == 422


def test_many_are_a_job_that_tells_how_far_it_is_and_begins_anew_when_killed(
    version: Live, reviewer: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exports, "AT_ONCE", 2)
    monkeypatch.setattr(export_files, "PIECE", 2)
    monkeypatch.setattr(export_files, "PART", 200)
    for _ in range(5):
        factories.received(version, now=timezone.now())
    client = signed_in(reviewer)
    made = export(client)
    assert "5件のうち0件を書きました" in client.get(made["Location"]).content.decode()
    assert client.get(made["Location"] + "file/").status_code == 404
    with as_system():
        half = Export.objects.get()
        Export.objects.update(position=2, count=2, run=uuid4())
        ExportPart.objects.create(export=half, number=1, content=b"half done")
    run_pending(now=timezone.now())
    assert "5件のファイルができました" in client.get(made["Location"]).content.decode().replace("<wbr>", "")
    file = file_of(client, made)
    assert len(lines(file)) == 6
    with as_system():
        done = Export.objects.get()
        assert ExportPart.objects.count() > 2
        assert (done.sha256, done.size, len(done.ids)) == (sha256(file).hexdigest(), len(file), 5)


def test_an_attempt_given_up_for_dead_does_not_write_into_the_next(
    version: Live, reviewer: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exports, "AT_ONCE", 0)
    factories.received(version, now=timezone.now())
    client = signed_in(reviewer)
    export(client)
    begin = export_files._begin  # noqa: SLF001 - between two steps of the first attempt

    def overtaken(making: Any) -> None:
        begin(making)
        Export.objects.update(run=uuid4())

    monkeypatch.setattr(export_files, "_begin", overtaken)
    with as_system():
        export_files.make(number=Export.objects.get().public_id, now=timezone.now())
        assert (Export.objects.get().finished_at, ExportPart.objects.count()) == (None, 0)


def test_a_file_can_be_deleted_and_what_it_was_for_stays(version: Live, reviewer: Person) -> None:
    factories.received(version, now=timezone.now())
    client = signed_in(reviewer)
    made = export(client)
    page = client.post(made["Location"] + "remove/", follow=True).content.decode()
    assert "削除済み" in page
    assert "審査会の資料" in page
    assert client.get(made["Location"] + "file/").status_code == 404
    with as_system():
        assert not ExportPart.objects.exists()
        assert Record.objects.filter(action="procedures.export_removed").count() == 1


def test_files_go_by_themselves_after_thirty_days(version: Live, reviewer: Person) -> None:
    factories.received(version, now=timezone.now())
    export(signed_in(reviewer))
    with as_system():
        assert exports.remove_old(now=timezone.now() + timedelta(days=29)) == 0
        assert exports.remove_old(now=timezone.now() + timedelta(days=31)) == 1
        assert exports.remove_old(now=timezone.now() + timedelta(days=31)) == 0
        assert not ExportPart.objects.exists()


def test_the_page_that_asks_shows_how_many_and_which(version: Live, reviewer: Person) -> None:
    factories.received(version, now=timezone.now())
    page = signed_in(reviewer).get(reverse(ASK) + "?amount=from-1000").content.decode()
    assert "1件を書き出します" in re.sub("<wbr>", "", page)
    assert "100万円以上" in page


def test_a_file_goes_with_the_first_of_its_cases_that_is_erased(version: Live, reviewer: Person) -> None:
    now = timezone.now()
    first, second = (factories.received(version, now=now) for _ in range(2))
    client = signed_in(reviewer)
    with_both = export(client, columns=["reference"])["Location"]
    with_second = export(client, columns=["reference"], query=f"?words={second.reference}")["Location"]
    with as_system():
        assert exports.remove_with([first.pk], now=now) == 1
        assert exports.remove_with([first.pk], now=now) == 0
        assert ExportPart.objects.values("export").distinct().count() == 1
        assert Record.objects.filter(action="procedures.export_removed").count() == 1
    assert client.get(with_both + "file/").status_code == 404
    assert client.get(with_second + "file/").status_code == 200
