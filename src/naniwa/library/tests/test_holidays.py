"""Days on which public offices rest, compared with the calendar that the Cabinet Office publishes."""

from datetime import date

import pytest

from naniwa.library.holidays import holiday_name, is_office_holiday

DAYS = [
    (date(2026, 12, 28), False, "the last day of work"),
    (date(2026, 12, 29), True, "御用納めの翌日"),
    (date(2027, 1, 3), True, "the third"),
    (date(2027, 1, 4), False, "御用始め"),
    (date(2026, 11, 3), True, "文化の日"),
    (date(2026, 11, 23), True, "勤労感謝の日"),
    (date(2026, 5, 6), True, "振替休日"),
    (date(2026, 9, 22), True, "国民の休日"),
    (date(2026, 11, 28), False, "a Saturday is the office's own affair"),
    (date(2026, 11, 24), False, "an ordinary Tuesday"),
]


@pytest.mark.parametrize(("day", "closed", "why"), DAYS)
def test_an_office_rests_on_the_days_that_the_law_names(day: date, closed: bool, why: str) -> None:  # noqa: FBT001 - a column
    assert is_office_holiday(day) is closed, why


def test_a_holiday_has_its_name() -> None:
    assert holiday_name(date(2026, 11, 3)) == "文化の日"
    assert holiday_name(date(2026, 11, 4)) == ""
