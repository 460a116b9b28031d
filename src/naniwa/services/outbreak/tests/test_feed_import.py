"""The prefecture's own feed is taken in whole, and what it corrects later keeps what stood there before."""

import shutil
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.db.models import Sum

from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.organisations.operations import load_reference
from naniwa.library.periods import TOKYO
from naniwa.services import outbreak
from naniwa.services.outbreak.models import CaseCount, DailyFigure, FeedRejection, PublishedCase
from naniwa.services.outbreak.operations.feeds import NothingToImport, Taken, import_folder

pytestmark = pytest.mark.django_db
FEED = Path(outbreak.__file__).parent / "data" / "osaka_stopcovid19"
BOOK = "patients_and_inspections_2020-08-19.xlsx"
NOW = datetime(2021, 7, 22, 9, 0, tzinfo=TOKYO)


@pytest.fixture(autouse=True)
def municipalities(db: None) -> None:
    load_reference()


def taken(folder: Path = FEED, now: datetime = NOW) -> Taken:
    return import_folder(folder=folder, now=now)


def in_force(series: str) -> dict[date, Decimal]:
    with as_system():
        return dict(
            DailyFigure.objects.filter(series=series, replaced_at=None).order_by("day").values_list("day", "value")
        )


def test_the_totals_are_those_of_the_prefecture() -> None:
    done = taken()
    assert [(one.file, one.reason, one.text) for one in done.rejected] == [
        (f"{BOOK} 【公開OK】ピポット集計", "unknown_sheet", ""),
        (f"{BOOK} 【公開OK】府HP用(陽性者ベース)", "withdrawn", "3206"),
        (f"{BOOK} 【公開OK】府HP用(陽性者ベース)", "withdrawn", "5979"),
        (f"{BOOK} 【公開OK】コロナサイト用（日付ベース）", "total", "計"),
        ("LICENSE.txt", "unknown_file", ""),
        ("SOURCES.md", "unknown_file", ""),
    ]
    assert not any(one.reason.is_fault for one in done.rejected)
    assert {file: counts["rows"] for file, counts in done.counts.items()} == {
        "summary.csv": 543,
        "onset.csv": 512,
        "contacts1.csv": 539,
        "contacts2.csv": 533,
        "severe-bed-usage.csv": 455,
        "mild-moderate-bed-usage.csv": 455,
        "number-of-new-positives-per-100_000-population.csv": 502,
        "transmission-route-summary.json": 543,
        "patients.csv": 15_421,
        f"{BOOK} 【公開OK】ピポット集計": 0,
        f"{BOOK} 【公開OK】府HP用(陽性者ベース)": 7_288,
        f"{BOOK} 【公開OK】コロナサイト用（日付ベース）": 208,
        "LICENSE.txt": 0,
        "SOURCES.md": 0,
    }
    positives = in_force("positives")
    assert sum(positives.values()) == 107_774 == in_force("positives_total")[max(positives)]
    assert max(positives) == date(2021, 7, 21)
    severe = date(2021, 5, 5)
    assert in_force("severe_occupied")[severe] == 372
    assert in_force("severe_secured")[severe] == 361
    with as_system():
        in_force_now = PublishedCase.objects.filter(replaced_at=None)
        assert in_force_now.count() == 15_421
        assert in_force_now.filter(onset_on__isnull=False).count() == 6_084
        for by in ("all", "age", "place"):
            counted = CaseCount.objects.filter(basis="reported", by=by)
            assert counted.aggregate(n=Sum("count"))["n"] == 15_421


def test_what_is_taken_in_again_changes_nothing() -> None:
    taken()
    again = taken(now=NOW + timedelta(days=1))
    assert {(one["new"], one["corrected"]) for one in again.counts.values()} == {(0, 0)}


def folder_of(place: Path, **files: str) -> Path:
    place.mkdir(exist_ok=True)
    for name, text in files.items():
        (place / f"{name}.csv").write_text(text)
    return place


def test_a_workbook_adds_days_of_onset_and_takes_back_nothing(tmp_path: Path) -> None:
    """It is of August 2020; the lists beside it were corrected until July 2021."""
    first, second = tmp_path / "first", tmp_path / "second"
    shutil.copytree(FEED, first, ignore=shutil.ignore_patterns("*.xlsx"))
    taken(first)
    before = in_force("positives")
    second.mkdir()
    shutil.copy(FEED / BOOK, second)
    done = taken(second, NOW + timedelta(days=1))
    sheet = done.counts[f"{BOOK} 【公開OK】府HP用(陽性者ベース)"]
    assert (sheet["new"], sheet["corrected"], sheet["rejected"]) == (0, 6_084, 2)
    assert in_force("positives") == before
    with as_system():
        assert PublishedCase.objects.filter(replaced_at=None).count() == 15_421
    again = taken(now=NOW + timedelta(days=2))
    assert {(one["new"], one["corrected"]) for one in again.counts.values()} == {(0, 0)}


SUMMARY = "日付,検査件数,陽性人数,陽性累計,現在陽性者数,退院判明,死亡,リンク不明者\n"
PATIENTS = "番号,報道提供日,年代,性別,居住地,退院・解除\n"


def test_a_correction_is_in_force_and_what_stood_before_is_kept(tmp_path: Path) -> None:
    first = SUMMARY + "2021-07-01,10,3,3,3,0,0,1\n"
    taken(folder_of(tmp_path / "a", summary=first, patients=PATIENTS + "1,2021-07-01,20,女性,堺市,\n"))
    second = SUMMARY + "2021-07-01,10,4,4,4,0,0,1\n"
    later = NOW + timedelta(hours=1)
    done = taken(folder_of(tmp_path / "b", summary=second, patients=PATIENTS + "1,2021-07-01,30,女性,高槻市,\n"), later)
    assert done.counts["summary.csv"]["corrected"] == 3
    assert in_force("positives") == {date(2021, 7, 1): 4}
    with as_system():
        before = DailyFigure.objects.get(series="positives", replaced_at=later)
        assert before.value == 3
        assert before.replaced_by == done.imported
        ages = CaseCount.objects.filter(by="age", replaced_at=None)
        assert list(ages.values_list("code", "count")) == [("30", 1)]
        assert PublishedCase.objects.count() == 2


def test_every_row_that_is_not_taken_says_why(tmp_path: Path) -> None:
    summary = (
        SUMMARY + "2021-07-01,ten,3,3,3,0,0,\nx,1,1,1,1,1,1,1\n2021-07-01,1,1,1,1,1,1,1\n2031-07-01,1,1,1,1,1,1,1\n"
    )
    patients = (
        PATIENTS
        + "1,2021-07-01,20,女性,江戸,\n1,2021-07-01,20,女性,堺市,\n1,2021-07-01,20,女性,堺市,\nx,2021-07-01,20,,堺市,\n2,2021-07-01,五十,,堺市,\n"
    )
    done = taken(folder_of(tmp_path, summary=summary, patients=patients, onset="発症日,ひと\n"))
    told = [(one.file, one.line, one.reason.value) for one in done.rejected if one.reason != "no_file"]
    assert told == [
        ("summary.csv", 2, "not_a_number"),
        ("summary.csv", 3, "no_day"),
        ("summary.csv", 4, "twice"),
        ("summary.csv", 5, "later_than_today"),
        ("onset.csv", 1, "no_column"),
        ("patients.csv", 2, "unknown_place"),
        ("patients.csv", 4, "twice"),
        ("patients.csv", 5, "no_number"),
        ("patients.csv", 6, "unknown_age"),
    ]
    with as_system():
        assert FeedRejection.objects.filter(feed=done.imported).count() == len(done.rejected)
    assert in_force("positives") == {date(2021, 7, 1): 3}


def test_a_file_as_japanese_excel_saves_it_is_read(tmp_path: Path) -> None:
    shutil.copytree(FEED, tmp_path / "feed")
    file = tmp_path / "feed" / "summary.csv"
    file.write_bytes(file.read_text("utf-8-sig").replace("\n", "\r\n").encode("cp932"))
    for other in (tmp_path / "feed").glob("*"):
        if other != file:
            other.unlink()
    taken(tmp_path / "feed")
    assert sum(in_force("positives").values()) == 107_774


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NothingToImport):
        taken(tmp_path)
