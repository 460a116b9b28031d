"""The dashboard shows the feed to everybody, with small counts left out, and to staff as it is."""

import json
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.organisations.operations import load_reference
from naniwa.library.periods import TOKYO
from naniwa.services.outbreak.models import BedPool
from naniwa.services.outbreak.operations import beds
from naniwa.services.outbreak.operations.feeds import import_folder
from naniwa.services.outbreak.queries import dashboard
from naniwa.services.outbreak.queries.dashboard_sheets import MAKERS, sheets
from naniwa.services.outbreak.tests import wards
from naniwa.services.outbreak.tests.test_feed_import import FEED, PATIENTS, SUMMARY, folder_of
from naniwa.services.outbreak.views import dashboard_files
from naniwa.web.tests.doors import acting, enter

pytestmark = pytest.mark.django_db
NOW = datetime(2021, 7, 22, 9, 0, tzinfo=TOKYO)
KEYS = [*MAKERS, "age", "municipality"]


@pytest.fixture(autouse=True)
def municipalities(db: None) -> None:
    load_reference()
    dashboard.forget()


def page(name: str, *args: str) -> str:
    answer = Client().get(reverse(name, args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def test_before_the_first_import_the_page_says_what_will_come() -> None:
    assert "毎日の数字が取り込まれると" in page("outbreak:dashboard")


def test_everybody_sees_every_chart_with_its_source_and_files() -> None:
    import_folder(folder=FEED, now=NOW)
    shown = page("outbreak:dashboard")
    assert shown.count('<svg class="nw-chart__picture"') == len(MAKERS) + 1
    assert "nw-map__picture" in shown
    assert shown.count("Osaka Prefectural Government") >= len(KEYS)
    for key in KEYS:
        assert reverse("outbreak:chart_csv", args=[key]) in shown
        told = json.loads(page("outbreak:chart_json", key))
        assert told["rows"], key
        assert page("outbreak:chart", key).count(reverse("outbreak:embed", args=[key])) == 1
    rows = json.loads(page("outbreak:chart_json", "reported"))["rows"]
    assert sum(row["positives"] for row in rows) == 107_774
    assert Client().get(reverse("outbreak:chart_csv", args=["reported"])).content.decode("utf-8-sig").splitlines()[
        :2
    ] == [
        "date,positives,mean_7_days",
        "2020-01-26,0,",
    ]


@pytest.mark.parametrize("key", ["reported", "municipality"])
def test_a_chart_is_a_picture_and_stands_in_pages_of_others(key: str) -> None:
    import_folder(folder=FEED, now=NOW)
    answer = Client().get(reverse("outbreak:chart_png", args=[key]))
    assert answer.content.startswith(b"\x89PNG")
    before = dashboard_files.drawn.cache_info().hits
    assert Client().get(reverse("outbreak:chart_png", args=[key])).content == answer.content
    assert dashboard_files.drawn.cache_info().hits == before + 1
    framed = Client().get(reverse("outbreak:embed", args=[key]))
    assert "X-Frame-Options" not in framed.headers
    assert "frame-ancestors *" in framed.headers["Content-Security-Policy"]
    assert Client().get(reverse("outbreak:chart", args=[key])).headers["X-Frame-Options"] == "DENY"


def test_the_estimates_of_the_worst_days_are_plausible_and_the_last_days_are_completed() -> None:
    import_folder(folder=FEED, now=NOW)
    known = {one.key: one for one in sheets(days=None, few=False)}
    r = dict(zip(known["reproduction"].labels, known["reproduction"].values[0], strict=True))
    assert (r["2021-04-05"] or 0) > 1.3
    assert (r["2021-05-20"] or 9) < 0.9
    onset = known["onset"]
    last = max(at for at, value in enumerate(onset.values[1]) if value is not None)
    middle, seen, low, high = (values[last] for values in onset.values)
    assert middle is not None
    assert seen is not None
    assert low is not None
    assert high is not None
    assert seen < middle < high
    assert seen <= low < middle
    use = dict(zip(known["bed-use"].labels, known["bed-use"].values[0], strict=True))
    assert use["2021-05-05"] == 103.0


def test_fewer_than_five_are_told_to_staff_and_not_to_everybody(tmp_path_factory: pytest.TempPathFactory) -> None:
    rows = "".join(f"{n},2021-07-01,20,女性,{'堺市' if n < 8 else '高槻市'},\n" for n in range(1, 11))
    import_folder(folder=folder_of(tmp_path_factory.mktemp("few"), summary=SUMMARY, patients=PATIENTS + rows), now=NOW)
    counts = {
        few: next(
            dict(zip(one.labels, one.values[0], strict=True))
            for one in sheets(days=None, few=few)
            if one.key == "municipality"
        )
        for few in (True, False)
    }
    assert (counts[False]["271403"], counts[False]["272078"]) == (7, 3)
    assert (counts[True]["271403"], counts[True]["272078"]) == (5, None)
    told = json.loads(page("outbreak:chart_json", "municipality"))
    assert told["small_counts_left_out"] is True
    assert {row["cases"] for row in told["rows"]} == {5, None}


def test_staff_of_the_prefecture_see_what_was_rejected_and_corrected(tmp_path_factory: pytest.TempPathFactory) -> None:
    first, second = (tmp_path_factory.mktemp(name) for name in "ab")
    import_folder(folder=folder_of(first, summary=SUMMARY + "2021-07-01,10,3,3,3,0,0,1\n"), now=NOW)
    made = import_folder(folder=folder_of(second, summary=SUMMARY + "2021-07-01,10,8,8,3,0,0,eins\n"), now=NOW).imported
    browser = enter(Client(), acting("c@example.jp", "coordinator", office="270008").person, "mfa")
    assert "発生動向" in browser.get(reverse("outbreak:figures")).content.decode()
    shown = browser.get(reverse("outbreak:imported", args=[made.public_id])).content.decode()
    assert "unlinked: eins" in shown
    assert "8.00" in shown


def test_the_lag_of_2020_is_on_the_dashboard_as_the_yardstick() -> None:
    import_folder(folder=FEED, now=NOW)
    lag = {one.key: one for one in sheets(days=None, few=True)}["lag"]
    median, p90 = (dict(zip(lag.labels, values, strict=True)) for values in lag.values)
    assert (median["2020-08-19"], p90["2020-08-19"]) == (6, 10)
    assert max(median) < "2021"
    assert "発症から公表までの日数" in page("outbreak:dashboard")


def test_beds_that_facilities_report_stand_beside_the_lines_of_each_phase() -> None:
    here = wards.world()
    (pool,) = wards.hospital(here, ("severe", 20), now=NOW - timedelta(days=3))
    with as_system():
        BedPool.objects.filter(pk=pool.pk).update(secured=[10, 20, 30, 30, 40])
        for at, occupied in ((NOW - timedelta(days=2), 7), (NOW, 12)):
            beds.report(pool=pool, staffed=20, occupied=occupied, cleaning=0, press=uuid4(), by=here.ward, now=at)
    dashboard.forget()
    ward = {one.key: one for one in sheets(days=None, few=True)}["ward-severe"]
    assert list(ward.values[0]) == [7, 7, 12]
    assert [values[-1] for values in ward.values[2:]] == [10, 20, 30, 30, 40]
    shown = page("outbreak:chart", "ward-severe")
    assert "第3段階で確保、第4段階で確保 30" in shown
    assert "この仕組みに報告された数。最後の報告は2021年7月22日 09:00" in shown
    assert "Osaka Prefectural Government" not in shown
    rows = json.loads(page("outbreak:chart_json", "ward-severe"))["rows"]
    assert rows[-1] == {"date": "2021-07-22", "occupied": 12, "staffed": 20} | {
        f"phase_{n}": beds for n, beds in enumerate((10, 20, 30, 30, 40), start=1)
    }
