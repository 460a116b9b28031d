"""Dates, money and line breaks as the house writes them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils.translation import override

from naniwa.design import dates
from naniwa.design.tests.conftest import Render

DAY = date(2026, 11, 22)
MOMENT = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("source", "ja", "en"),
    [
        ("{{ day|seireki }}", "2026年11月22日（日）", "Sunday 22 November 2026"),
        ('{{ day|seireki:"day" }}', "2026年11月22日", "22 November 2026"),
        ('{{ moment|seireki:"time" }}', "2026年11月22日（日） 17:00", "Sunday 22 November 2026 17:00"),
        ('{{ day|seireki:"short" }}', "11/22（日）", "22 Nov"),
        ('{{ moment|seireki:"short time" }}', "11/22（日） 17:00", "22 Nov 17:00"),
        ('{{ "2026-11-22"|seireki }}', "2026年11月22日（日）", "Sunday 22 November 2026"),
        ("{{ day|wareki }}", "令和8年11月22日", "22 November 2026"),
        ('{{ "2019-04"|month }}', "2019年4月", "April 2019"),
        ("{{ amount|yen }}", "1,000,000円", "¥1,000,000"),
        ("{{ loss|yen }}", "−500円", "−¥500"),
        ("{{ nothing|yen }}{{ nothing|seireki }}{{ nothing|wareki }}", "", ""),
    ],
)
def test_each_language_writes_it_its_own_way(render: Render, source: str, ja: str, en: str) -> None:
    for language, expected in (("ja", ja), ("en", en)):
        with override(language):
            values = {"day": DAY, "moment": MOMENT, "amount": 1_000_000, "loss": -500, "nothing": None}
            assert render(source, **values) == expected


@pytest.mark.parametrize(
    ("distance", "ja", "en"),
    [
        (timedelta(seconds=-30), "たった今", "just now"),
        (timedelta(minutes=-1), "1分前", "1 minute ago"),
        (timedelta(hours=-3), "3時間前", "3 hours ago"),
        (timedelta(days=7), "あと7日", "7 days left"),
    ],
)
def test_relative_time_names_the_largest_whole_unit(distance: timedelta, ja: str, en: str) -> None:
    with override("ja"):
        assert dates.relative(MOMENT + distance, MOMENT) == ja
    with override("en"):
        assert dates.relative(MOMENT + distance, MOMENT) == en


def test_lines_break_between_phrases_and_text_is_escaped(render: Render) -> None:
    assert render("{{ text|phrase }}", text="口座を直して再提出してください").count("<wbr>") >= 2
    assert "<b>" not in render("{{ text|phrase }}", text="口座を<b>直してください")
    assert render("{{ text|phrase }}", text="a < b") == "a &lt; b"


@pytest.mark.parametrize(
    ("sentence", "whole"),
    [
        ("主な事業所が大阪府内にあり、2020年3月31日までに開業して営業していましたか。", "2020年3月31日"),
        ("府の要請に応じて、2020年4月21日から5月6日まで休業しましたか。", "2020年4月21日"),
        ("2020年4月の売上は、2019年4月と比べて50％以上減りましたか。", "2019年4月"),
        ("令和8年11月22日までに直してください", "令和8年11月22日"),
        ("支給額は1,000,000円です", "1,000,000円"),
        ("2026年11月22日（日）までに直してください", "2026年11月22日（日）"),
    ],
)
def test_no_line_breaks_inside_a_number_or_between_it_and_its_unit(render: Render, sentence: str, whole: str) -> None:
    assert whole.partition("（")[0] in render("{{ text|phrase }}", text=sentence)
    assert f'<span class="nw-whole">{whole}</span>' in render("{{ text|unbroken }}", text=sentence)


def test_what_could_break_beside_a_sign_is_kept_together(render: Render) -> None:
    assert '<span class="nw-whole">50％以上</span>' in render("{{ text|phrase }}", text="売上が50％以上減りましたか")
    assert '<span class="nw-whole">府・市</span>' in render("{{ text|phrase }}", text="支援金（府・市町村共同支援金）")
    assert "nw-whole" not in render("{{ text|phrase }}", text="劇場・映画館・博物館・美術館・展示場・集会場・公会堂")
    assert render("{{ text|unbroken }}", text="<5円") == '&lt;<span class="nw-whole">5円</span>'
