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
