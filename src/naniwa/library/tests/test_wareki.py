"""Dates, both ways, as offices write them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naniwa.library import wareki
from naniwa.library.wareki import Month, NoSuchDay, OutsideEra, Unreadable

WRITTEN = [
    ("令和8年11月22日", date(2026, 11, 22)),
    ("R8.11.22", date(2026, 11, 22)),
    ("r8/11/22", date(2026, 11, 22)),
    ("2026-11-22", date(2026, 11, 22)),
    ("２０２６年１１月２２日", date(2026, 11, 22)),
    (" 令和 ８年 １１月 ２２日 ", date(2026, 11, 22)),
    ("令和元年5月1日", date(2019, 5, 1)),
    ("令和1年5月1日", date(2019, 5, 1)),
    ("平成31年4月30日", date(2019, 4, 30)),
    ("平成元年1月8日", date(1989, 1, 8)),
    ("昭和64年1月7日", date(1989, 1, 7)),
    ("昭和元年12月25日", date(1926, 12, 25)),
    ("大正15年12月25日", date(1926, 12, 25)),
    ("大正元年7月30日", date(1912, 7, 30)),
    ("明治45年7月30日", date(1912, 7, 30)),
    ("明治6年1月1日", date(1873, 1, 1)),
    ("S45.3.14", date(1970, 3, 14)),
    ("令和6年2月29日", date(2024, 2, 29)),
]

REFUSED = [
    ("きのう", Unreadable, "例：2026年11月22日"),
    ("", Unreadable, "例："),
    ("11月22日", Unreadable, "例："),
    ("26-11-22", Unreadable, "例："),
    ("2026-11/22", Unreadable, "例："),
    ("元年5月1日", Unreadable, "例："),
    ("2026年2月29日", NoSuchDay, "2026年2月に29日はありません（28日まで）"),
    ("2026年13月1日", NoSuchDay, "13月はありません"),
    ("令和0年5月1日", NoSuchDay, "0年はありません"),
    ("2026-11-00", NoSuchDay, "0日はありません"),
    ("令和元年4月30日", OutsideEra, "令和は2019年5月1日（水）からです"),
    ("平成31年5月1日", OutsideEra, "平成は2019年4月30日（火）までです"),
    ("昭和64年1月8日", OutsideEra, "昭和は1989年1月7日（土）までです"),
    ("明治5年12月2日", OutsideEra, "1873年（明治6年）より前"),
]


@pytest.mark.parametrize(("text", "day"), WRITTEN)
def test_a_date_is_read_however_it_is_written(text: str, day: date) -> None:
    assert wareki.parse_date(text) == day


@pytest.mark.parametrize(("text", "error", "reason"), REFUSED)
def test_a_date_that_cannot_be_is_refused_with_the_reason(text: str, error: type[Exception], reason: str) -> None:
    with pytest.raises(error, match=reason):
        wareki.parse_date(text)


@pytest.mark.parametrize(
    ("day", "western", "japanese"),
    [
        (date(2026, 11, 22), "2026年11月22日（日）", "令和8年11月22日"),
        (date(2019, 5, 1), "2019年5月1日（水）", "令和元年5月1日"),
        (date(1912, 7, 30), "1912年7月30日（火）", "大正元年7月30日"),
        (date(1912, 7, 29), "1912年7月29日（月）", "明治45年7月29日"),
    ],
)
def test_a_date_is_written_both_ways(day: date, western: str, japanese: str) -> None:
    assert wareki.format_date(day) == western
    assert wareki.format_wareki(day) == japanese


def test_english_dates_are_written_in_english() -> None:
    assert wareki.format_english(date(2026, 11, 22)) == "Sunday 22 November 2026"


@given(st.dates(min_value=date(1873, 1, 1), max_value=date(2200, 1, 1)))
def test_every_day_since_1873_survives_the_round_trip(day: date) -> None:
    assert wareki.parse_date(wareki.format_wareki(day)) == day
    assert wareki.parse_date(wareki.format_date(day)[:-3]) == day


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("令和2年4月", Month(2020, 4)),
        ("R2.4", Month(2020, 4)),
        ("2020-04", Month(2020, 4)),
        ("２０２０年４月", Month(2020, 4)),
        ("昭和64年1月", Month(1989, 1)),
        ("平成元年1月", Month(1989, 1)),
    ],
)
def test_a_month_is_read_however_it_is_written(text: str, month: Month) -> None:
    assert wareki.parse_month(text) == month


@pytest.mark.parametrize(
    ("text", "error"),
    [("4月", Unreadable), ("2020-13", NoSuchDay), ("令和元年4月", OutsideEra), ("平成31年5月", OutsideEra)],
)
def test_a_month_that_cannot_be_is_refused(text: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        wareki.parse_month(text)


def test_months_are_written_both_ways() -> None:
    assert wareki.format_wareki_month(Month(2020, 4)) == "令和2年4月"
    assert wareki.format_wareki_month(Month(1989, 1)) == "昭和64年1月"
    assert str(Month(2020, 4)) == "2020-04"


def test_the_eras_follow_one_another_without_a_gap() -> None:
    for later, earlier in zip(wareki.ERAS, wareki.ERAS[1:], strict=False):
        assert timedelta(0) <= later.begins - earlier.ends <= timedelta(days=1)
