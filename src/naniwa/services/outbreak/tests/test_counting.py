"""Cases that are reported here come into the figures: each once, withdrawn ones not, and what was told stays known."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models import Sum
from django.test import Client
from django.urls import reverse

from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.organisations.operations import load_reference
from naniwa.kernel.people.access import Staff
from naniwa.services.outbreak.models import Case, CaseCount, FeedImport, SwitchOver, TouchedDay
from naniwa.services.outbreak.operations import closing, reporting
from naniwa.services.outbreak.operations.counting import count_cases, switch_over
from naniwa.services.outbreak.operations.feeds import import_folder
from naniwa.services.outbreak.queries import dashboard
from naniwa.services.outbreak.queries.dashboard_known import Known
from naniwa.services.outbreak.rules.broken import DayToCome, NotThePrefecture
from naniwa.services.outbreak.tests import people
from naniwa.services.outbreak.tests.test_feed_import import FEED, PATIENTS, SUMMARY, folder_of
from naniwa.web.tests.doors import enter

pytestmark = pytest.mark.django_db
NOW = people.NOW
DAY, MINUTES = timedelta(days=1), timedelta(minutes=5)
ONSETS = "発症日,人数\n"


@pytest.fixture(autouse=True)
def municipalities(db: None) -> None:
    load_reference()
    dashboard.forget()


@pytest.fixture
def supervisor() -> Staff:
    by = people.staff("supervisor")
    people.centre(by)
    return by


def prefecture() -> Staff:
    return people.staff("coordinator", office="270008")


def told(at: datetime | None = None) -> Known:
    dashboard.forget()
    return dashboard.known(at)


def series(key: str, at: datetime | None = None) -> Mapping[date, float]:
    known = told(at)
    return {day: value for day, value in zip(known.days, known.of(key), strict=True) if value is not None}


def test_without_a_feed_reports_count_from_the_first_by_whole_days(supervisor: Staff) -> None:
    people.reported(supervisor)
    people.reported(supervisor, name_kana="ベツ ジン", onset_on=None)
    count_cases(now=NOW + MINUTES)
    assert (series("positives"), told().today) == ({}, 2)
    count_cases(now=NOW + DAY)
    assert series("positives") == {NOW.date(): 2}
    assert series("onsets") == {date(2026, 10, 30): 1, NOW.date(): 0}
    assert told().own_from == NOW.date()


def test_each_case_is_counted_from_one_source_by_its_day_of_report(supervisor: Staff, tmp_path: Any) -> None:
    """The feed goes on for two days after the switch-over, and its onsets then have cases of ours in them."""
    before = SUMMARY + "2026-10-31,10,7,7,7,0,0,1\n"
    first = folder_of(tmp_path / "a", summary=before, onset=ONSETS + "2026-10-30,3\n")
    import_folder(folder=first, now=NOW - DAY)
    people.reported(supervisor, now=NOW)
    switch_over(own_from=NOW.date(), by=prefecture(), now=NOW + MINUTES)
    count_cases(now=NOW + MINUTES)
    after = before + "2026-11-01,10,9,16,16,0,1,1\n2026-11-02,12,99,115,115,0,1,1\n"
    patients = PATIENTS + "1,2026-11-01,20,女性,堺市,\n2,2026-11-02,20,女性,大阪市,\n"
    second = folder_of(tmp_path / "b", summary=after, onset=ONSETS + "2026-10-30,4\n", patients=patients)
    import_folder(folder=second, now=NOW + DAY)
    count_cases(now=NOW + DAY)
    assert series("positives") == {date(2026, 10, 31): 7, date(2026, 11, 1): 9, NOW.date(): 1}
    assert series("onsets") == {date(2026, 10, 30): 3 + 1, NOW.date(): 0}
    assert series("tests")[NOW.date()] == 12
    assert series("in_care")[NOW.date()] == 1
    split = dashboard.groups(None)
    assert split
    assert (split.total, split.places) == (2, {"271403": 1, people.HERE: 1})


def test_the_whole_feed_and_own_cases_after_it_add_up(supervisor: Staff) -> None:
    import_folder(folder=FEED, now=NOW - DAY)
    people.reported(supervisor)
    switch_over(own_from=date(2021, 7, 22), by=prefecture(), now=NOW)
    count_cases(now=NOW + DAY)
    positives = series("positives")
    assert sum(value for day, value in positives.items() if day <= date(2021, 7, 21)) == 107_774
    assert sum(positives.values()) == 107_775
    assert series("positives", NOW - DAY / 2)[date(2021, 7, 21)] == 491


def test_a_case_that_was_none_is_taken_out_and_what_was_told_before_stays_known(supervisor: Staff) -> None:
    wrong = people.reported(supervisor)
    people.reported(supervisor, name_kana="ベツ ジン", municipality=people.THERE)
    count_cases(now=NOW + DAY)
    with as_system():
        closing.close(case=wrong, outcome="not_a_case", by=supervisor, now=NOW + 2 * DAY)
    count_cases(now=NOW + 3 * DAY)
    assert series("positives")[NOW.date()] == 1
    assert series("positives", NOW + 2 * DAY)[NOW.date()] == 2
    split, before = dashboard.groups(None), dashboard.groups(None, NOW + 2 * DAY)
    assert split
    assert before
    assert (split.places, before.places) == ({people.THERE: 1}, {people.HERE: 1, people.THERE: 1})


def test_a_corrected_feed_is_told_as_it_was_told_then(tmp_path: Any) -> None:
    first = folder_of(tmp_path / "a", summary=SUMMARY + "2021-07-01,10,3,3,3,0,0,1\n")
    import_folder(folder=first, now=NOW)
    second = folder_of(tmp_path / "b", summary=SUMMARY + "2021-07-01,10,4,4,4,0,0,1\n")
    import_folder(folder=second, now=NOW + DAY)
    assert [series("positives", at)[date(2021, 7, 1)] for at in (NOW, NOW + DAY, None)] == [3, 4, 4]
    assert series("positives", NOW - DAY) == {}


def test_only_days_that_were_touched_are_counted_anew(supervisor: Staff) -> None:
    case = people.reported(supervisor)
    count_cases(now=NOW + MINUTES)
    with as_system():
        assert TouchedDay.objects.count() == 0
        reporting.change(case=case, fields={"note": "電話は夜に"}, by=supervisor, now=NOW)
        assert TouchedDay.objects.count() == 0
        reporting.change(case=case, fields={"onset_on": date(2026, 10, 29)}, by=supervisor, now=NOW)
        assert set(TouchedDay.objects.values_list("day", flat=True)) == {
            date(2026, 10, 29), date(2026, 10, 30), NOW.date()
        }  # fmt: skip
    count_cases(now=NOW + DAY)
    assert series("onsets")[date(2026, 10, 29)] == 1
    assert date(2026, 10, 30) not in {day for day, value in series("onsets").items() if value}
    with as_system():
        kept = CaseCount.objects.filter(basis="reported", by="all", day=NOW.date())
        assert kept.count() == 1  # unchanged, so neither replaced nor written again


@pytest.mark.parametrize(
    ("born_on", "code"),
    [
        (date(1950, 4, 1), "70"),
        (date(1920, 1, 1), "100"),
        (date(2016, 11, 2), "10"),
        (date(2016, 11, 3), "school"),
        (date(2020, 4, 1), "school"),
        (date(2020, 4, 2), "preschool"),
        (None, "unknown"),
    ],
)
def test_ages_are_counted_as_the_feed_tells_them(supervisor: Staff, born_on: date | None, code: str) -> None:
    people.reported(supervisor, born_on=born_on)
    count_cases(now=NOW + DAY)
    split = dashboard.groups(None)
    assert split
    assert split.ages == {code: 1}


def test_mistyped_days_count_by_report_alone(supervisor: Staff) -> None:
    people.reported(supervisor, onset_on=date(2062, 1, 1))
    with as_system():
        Case.objects.update(reported_on=NOW.date())
        people.reported(supervisor, name_kana="ベツ ジン")
        Case.objects.filter(name_kana="ベツ ジン").update(reported_on=date(2062, 1, 1))
    count_cases(now=NOW + DAY)
    assert series("positives") == {NOW.date(): 1}
    assert sum(series("onsets").values()) == 0


def test_nothing_but_counts_leaves_the_tables_of_cases(supervisor: Staff) -> None:
    case = people.reported(supervisor)
    count_cases(now=NOW + DAY)
    with connection.cursor() as cursor, as_system():
        for table in ("casecount", "switchover", "touchedday", "publishedcase", "dailyfigure"):
            cursor.execute(f"SELECT row_to_json(t)::text FROM outbreak_{table} t")  # noqa: S608 - our own names
            kept = " ".join(row for (row,) in cursor.fetchall())
            for secret in (case.name, case.phone, case.reference, str(case.public_id), "1950"):
                assert secret not in kept


def test_only_the_prefecture_decides_from_when_on_and_for_no_day_to_come(supervisor: Staff) -> None:
    with pytest.raises(NotThePrefecture):
        switch_over(own_from=NOW.date(), by=supervisor, now=NOW)
    with pytest.raises(DayToCome):
        switch_over(own_from=NOW.date() + DAY, by=prefecture(), now=NOW)


def test_the_same_switch_over_twice_is_one_and_back_to_the_feed_is_another(supervisor: Staff, tmp_path: Any) -> None:
    import_folder(folder=folder_of(tmp_path, summary=SUMMARY + "2026-11-02,1,5,5,5,0,0,1\n"), now=NOW)
    people.reported(supervisor)
    by = prefecture()
    for _press in range(2):
        switch_over(own_from=NOW.date(), by=by, now=NOW)
    with as_system():
        assert SwitchOver.objects.count() == 1
    count_cases(now=NOW + DAY)
    assert series("positives") == {NOW.date(): 1}
    switch_over(own_from=None, by=by, now=NOW + DAY)
    count_cases(now=NOW + DAY + MINUTES)
    assert series("positives") == {NOW.date(): 5}
    assert told().today is None
    with as_system():
        assert CaseCount.objects.filter(replaced_at=None).aggregate(n=Sum("count"))["n"] is None
        assert FeedImport.objects.get().last_on == NOW.date()


def test_the_prefecture_switches_over_and_staff_read_figures_of_another_day(supervisor: Staff, tmp_path: Any) -> None:
    import_folder(folder=folder_of(tmp_path, summary=SUMMARY + "2026-10-01,10,3,3,3,0,0,1\n"), now=NOW - 20 * DAY)
    people.reported(supervisor)
    browser = enter(Client(), prefecture().person, "mfa")
    page = reverse("outbreak:counting")
    assert browser.post(page, {"own_from": "2026-11-32"}).status_code == 422
    assert browser.post(page, {"own_from": "2026-11-02"}).headers["Location"] == page
    count_cases(now=NOW + MINUTES)
    dashboard.forget()
    shown = browser.get(reverse("outbreak:figures")).content.decode()
    assert "今日これまでの届出" in shown
    assert "2026年11月2日からの陽性者は、この仕組みに届け出られた人数" in shown
    assert reverse("outbreak:counting") in shown
    then = browser.get(reverse("outbreak:figures"), {"at": "2026-10-20"}).content.decode()
    assert "2026年10月20日の終わりに出ていた数字です" in then
    assert "この仕組みに届け出られた人数" not in then
    other = enter(Client(), supervisor.person, "mfa")
    assert "都道府県の職員が決めます" in other.get(page).content.decode()


def test_everybody_can_read_what_was_told_on_a_day(tmp_path: Any) -> None:
    for at, count in ((NOW - 20 * DAY, 3), (NOW, 4)):
        summary = SUMMARY + f"2026-10-01,10,{count},3,3,0,0,1\n"
        import_folder(folder=folder_of(tmp_path / str(count), summary=summary), now=at)
    dashboard.forget()
    address = reverse("outbreak:chart_json", args=["reported"])
    told = [Client().get(address, {"at": day}).json() for day in ("2026-10-20", "2026-11-02", "")]
    assert [one["rows"][0]["positives"] for one in told] == [3, 4, 4]
    assert told[0]["as_of"] == "2026-10-21T00:00:00+09:00"


def test_a_case_that_is_erased_after_years_stays_counted(supervisor: Staff) -> None:
    people.reported(supervisor)
    count_cases(now=NOW + DAY)
    with as_system():
        Case.objects.all().delete()
    count_cases(now=NOW + 401 * DAY)
    assert series("positives")[NOW.date()] == 1
