"""A health centre's own sheet: read as it is, seen first, taken in by a worker that may stop, and undone."""

import io
from datetime import date
from uuid import uuid4

import openpyxl
import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from naniwa.kernel.audit.models import Record
from naniwa.kernel.documents import lists
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.people.access import Staff
from naniwa.library import list_files
from naniwa.services.outbreak.models import Case, Intake
from naniwa.services.outbreak.operations import beds_requests, calling, receiving, taking
from naniwa.services.outbreak.operations.beds_requests import Asked
from naniwa.services.outbreak.rules.columns import age_in, day_in
from naniwa.services.outbreak.tests.people import CLINIC, centre, reported, staff
from naniwa.web.tests.doors import enter

pytestmark = pytest.mark.django_db

FIRST = """番号,報道提供日,年代,性別,居住地,発症日,症状,退院
1,2020-01-29,40,女性,大阪市,―,―,退院
2,2020-02-27,40,男性,堺市,2020-02-20,軽症,入院中
3,2020-02-28,未就学児,女性,大阪府外,4月初旬,無症状,自宅療養
3,2020-02-28,未就学児,女性,大阪市,,,
4,2020-02-28,80,女性,大阪市,,重症,謎の状態
"""
LATER = """番号,報道提供日,年代,性別,居住地,退院・解除
2,2020-02-27,40,男性,堺市,○
3,2020-02-28,未就学児,女性,大阪市,
5,2020-03-01,50,男性,吹田市,
"""


def sent(text: str, by: Staff, name: str = "名簿.csv") -> Intake:
    with as_system():
        return receiving.receive(
            file=ContentFile(text.encode("cp932")), name=name, press=uuid4(), by=by, now=timezone.now()
        )


def taken(intake: Intake, by: Staff) -> Intake:
    with as_system():
        taking.begin(intake=intake, by=by, now=timezone.now())
    while taking.go_on(number=str(intake.public_id), now=timezone.now()):
        pass
    with as_system():
        return Intake.objects.get(pk=intake.pk)


def cases() -> dict[str, Case]:
    with as_system():
        return {one.local_number: one for one in Case.objects.all()}


def office() -> Staff:
    by = staff("supervisor")
    centre(by, now=timezone.now())
    return by


def test_the_sheet_is_taken_as_it_is_and_unknown_words_wait_for_a_meaning(client: Client) -> None:
    by = office()
    enter(client, by.person, "mfa")
    file = SimpleUploadedFile("名簿.csv", FIRST.encode())
    answer = client.post(reverse("outbreak:intake"), {"file": file, "number": str(uuid4())})
    place = answer["Location"]
    page = client.get(place).content.decode()
    assert "3人を取り込めます" in page
    assert "謎の状態" in page
    learn = {"text-status": ["謎の状態"], "means-status": ["open:hospital"]}
    client.post(place + "learn/", learn)
    assert "4人を取り込めます" in client.get(place).content.decode()
    client.post(place + "take/")
    with as_system():
        intake = Intake.objects.get()
    while taking.go_on(number=str(intake.public_id), now=timezone.now()):
        pass
    found = cases()
    assert sorted(found) == ["1", "2", "3", "4"]
    assert (found["1"].stage, found["1"].outcome, found["1"].owner) == ("closed", "recovered", None)
    assert (found["2"].stay, found["2"].owner, found["2"].onset_on) == ("hospital", by.person, date(2020, 2, 20))
    assert (found["3"].municipality, found["3"].age) == ("271004", "preschool")
    assert "4月初旬" in found["3"].note
    assert found["4"].risk > found["2"].risk
    assert all(one.next_due_at for one in found.values() if one.stage == "first_contact")
    with as_system():
        again = sent(FIRST, by)
        assert again.sheet == intake.sheet  # the words learned once are known
    assert taken(again, by).same == 4


def test_a_later_file_merges_changes_and_is_undone_where_nobody_worked_on_it_since() -> None:
    by = office()
    taken(sent(FIRST.replace("謎の状態", "入院中"), by), by)
    before = cases()
    later = taken(sent(LATER, by), by)
    assert (later.new, later.changed, later.same) == (1, 1, 1)
    assert cases()["2"].stage == "closed"
    with as_system():
        calling.take(case=cases()["5"], by=by, now=timezone.now())
        taking.begin_undoing(intake=later, by=by, now=timezone.now())
    taking.undo(number=str(later.public_id), now=timezone.now())
    after = cases()
    assert "5" in after  # somebody works on it
    assert (after["2"].stage, after["2"].owner, after["2"].stay) == ("first_contact", by.person, before["2"].stay)
    with as_system():
        assert Record.objects.filter(action="outbreak.intake_undone").count() == 1


def test_undoing_takes_new_cases_away_and_a_worker_goes_on_where_one_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    by = office()
    monkeypatch.setattr(taking, "AT_ONCE", 2)
    intake = sent(FIRST.replace("謎の状態", "入院中"), by)
    with as_system():
        taking.begin(intake=intake, by=by, now=timezone.now())
    assert taking.go_on(number=str(intake.public_id), now=timezone.now())
    assert len(cases()) == 2
    done = taken(intake, by)
    assert (done.done, done.total, len(cases())) == (5, 5, 4)
    with as_system():
        taking.begin_undoing(intake=done, by=by, now=timezone.now())
    taking.undo(number=str(done.public_id), now=timezone.now())
    assert cases() == {}


def test_the_list_is_found_behind_other_sheets_and_titles() -> None:
    by = office()
    book = openpyxl.Workbook()
    book.create_sheet("ピボット", 0).append(["行ラベル", "データの個数"])
    sheet = book.create_sheet("府HP用")
    sheet.append([date(2020, 8, 19), "時点"])
    sheet.append(["番号", "報道提供日", "年代", "性別", "居住地", "発症日", "症状", "退院"])
    sheet.append([1, 43859, 40, "女性", "大阪市", "―", "―", "退院"])
    content = io.BytesIO()
    book.save(content)
    with as_system():
        intake = receiving.receive(
            file=ContentFile(content.getvalue()), name="a.xlsx", press=uuid4(), by=by, now=timezone.now()
        )
    assert taken(intake, by).new == 1
    assert cases()["1"].reported_on == date(2020, 1, 29)


@pytest.mark.parametrize(
    ("content", "name", "wrong"),
    [
        (b"", "a.csv", lists.Empty),
        (b"a,b,c\n1,2,3\n", "a.csv", list_files.NoHeads),
        (b"\x89PNG\r\n\x1a\n\0", "a.csv", lists.WrongKind),
        ("番号,性別,年代\n1,女性,123456789018\n".encode(), "a.csv", receiving.HoldsMyNumber),
    ],
)
def test_a_file_that_is_no_list_is_not_taken(content: bytes, name: str, wrong: type[list_files.NotTaken]) -> None:
    by = office()
    with as_system(), pytest.raises(wrong):
        receiving.receive(file=ContentFile(content), name=name, press=uuid4(), by=by, now=timezone.now())


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("43859", date(2020, 1, 29)),
        ("2020/1/29", date(2020, 1, 29)),
        ("2020年1月29日", date(2020, 1, 29)),
        ("2020-02-30", None),
        ("4月初旬", None),
    ],
)
def test_a_day_is_read_however_it_is_written(text: str, day: date | None) -> None:
    assert day_in(text) == day


@pytest.mark.parametrize(("text", "age"), [("40", "40"), ("47歳", "40"), ("100", "100"), ("未就学児", "preschool")])
def test_an_age_is_read_as_its_decade(text: str, age: str) -> None:
    assert age_in(text) == age


def test_whom_a_clinic_reported_the_centres_own_sheet_finds_by_name_and_birth() -> None:
    by, doctor = office(), staff("clinic", office=CLINIC)
    case = reported(doctor, now=timezone.now())
    sheet = "番号,氏名,カナ,生年月日,性別,居住地\n77,難波 花子,ナンバ ハナコ,1950-04-01,女性,大阪市\n"
    done = taken(sent(sheet, by), by)
    assert (done.new, done.changed) == (0, 1)
    assert cases()["77"].pk == case.pk


def test_a_case_for_which_a_bed_is_sought_stays_when_its_file_is_undone() -> None:
    by = office()
    done = taken(sent("番号,性別,居住地\n1,女性,大阪市\n2,女性,大阪市\n", by), by)
    told = Asked(case_reference=cases()["1"].reference, severity="mild", municipality="271004", deadline=timezone.now())
    with as_system():
        beds_requests.ask(asked=told, press=uuid4(), by=by, now=timezone.now())
        taking.begin_undoing(intake=done, by=by, now=timezone.now())
    taking.undo(number=str(done.public_id), now=timezone.now())
    assert sorted(cases()) == ["1"]
