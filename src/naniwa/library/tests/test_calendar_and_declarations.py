"""Banking days, windows of time, and what plugs into the house."""

from datetime import UTC, date, datetime, timedelta

import pytest

from naniwa.library import working_days
from naniwa.library.banking_days import after, is_banking_day, on_or_after
from naniwa.library.periods import TOKYO, EmptyPeriod, Period, day_of, start_of
from naniwa.library.registry import DuplicateKey, NotRegistered, Registry
from naniwa.library.service import NavItem, Service


@pytest.mark.parametrize(
    ("day", "open_"),
    [
        (date(2020, 5, 1), True),
        (date(2020, 5, 2), False),
        (date(2020, 5, 3), False),
        (date(2020, 5, 4), False),
        (date(2020, 5, 5), False),
        (date(2020, 5, 6), False),
        (date(2020, 5, 7), True),
        (date(2020, 12, 30), True),
        (date(2020, 12, 31), False),
        (date(2021, 1, 1), False),
        (date(2025, 1, 2), False),
        (date(2025, 1, 3), False),
        (date(2026, 11, 23), False),
        (date(2026, 11, 24), True),
    ],
)
def test_banks_are_shut_on_weekends_holidays_and_over_new_year(day: date, open_: bool) -> None:  # noqa: FBT001 - a table
    assert is_banking_day(day) is open_


def test_the_next_banking_day_jumps_the_holidays() -> None:
    assert on_or_after(date(2020, 5, 2)) == date(2020, 5, 7)
    assert on_or_after(date(2020, 5, 7)) == date(2020, 5, 7)
    assert after(date(2020, 5, 1)) == date(2020, 5, 7)
    assert after(date(2020, 12, 29), 2) == date(2021, 1, 4)


@pytest.mark.parametrize(
    ("day", "days", "due"),
    [
        (date(2027, 4, 1), 1, date(2027, 4, 2)),  # Thursday to Friday
        (date(2027, 4, 2), 1, date(2027, 4, 5)),  # over a weekend
        (date(2027, 4, 3), 1, date(2027, 4, 5)),  # received on a Saturday
        (date(2027, 4, 28), 2, date(2027, 5, 6)),  # over 昭和の日 and the holidays of May
        (date(2026, 12, 25), 1, date(2026, 12, 28)),  # a Monday before the year ends
        (date(2026, 12, 28), 1, date(2027, 1, 4)),  # 29 December to 3 January, on which banks open twice
        (date(2027, 4, 1), 15, date(2027, 4, 22)),
    ],
)
def test_offices_count_the_days_on_which_they_are_open(day: date, days: int, due: date) -> None:
    assert working_days.after(day, days) == due


def test_banks_are_open_on_days_on_which_offices_are_not() -> None:
    assert is_banking_day(date(2026, 12, 30))
    assert not working_days.is_working_day(date(2026, 12, 30))


def test_a_window_of_days_ends_as_the_last_day_ends_in_tokyo() -> None:
    window = Period.of_days(date(2020, 4, 27), date(2020, 5, 31))
    assert datetime(2020, 4, 27, 0, 0, tzinfo=TOKYO) in window
    assert datetime(2020, 5, 31, 23, 59, 59, tzinfo=TOKYO) in window
    assert datetime(2020, 6, 1, 0, 0, tzinfo=TOKYO) not in window
    assert datetime(2020, 5, 31, 15, 0, tzinfo=UTC) not in window
    assert datetime(2020, 4, 26, 14, 59, tzinfo=UTC) not in window


def test_a_window_without_end_stays_open() -> None:
    window = Period.of_days(date(2020, 4, 27))
    assert datetime(2999, 1, 1, tzinfo=UTC) in window
    assert window.overlaps(Period.of_days(date(2030, 1, 1)))


def test_windows_that_only_touch_do_not_overlap() -> None:
    first = Period.of_days(date(2020, 4, 1), date(2020, 4, 30))
    second = Period.of_days(date(2020, 5, 1), date(2020, 5, 2))
    assert not first.overlaps(second)
    assert not second.overlaps(first)
    assert first.overlaps(Period.of_days(date(2020, 4, 30)))


def test_a_window_that_ends_before_it_begins_is_refused() -> None:
    noon = datetime(2020, 4, 1, 12, tzinfo=UTC)
    with pytest.raises(EmptyPeriod):
        Period(noon, noon)
    with pytest.raises(EmptyPeriod):
        Period(noon.replace(tzinfo=None), None)


def test_the_day_is_the_day_in_osaka() -> None:
    assert day_of(datetime(2020, 4, 30, 15, 0, tzinfo=UTC)) == date(2020, 5, 1)
    assert start_of(date(2020, 5, 1)) - datetime(2020, 4, 30, 15, 0, tzinfo=UTC) == timedelta(0)


def test_a_key_is_registered_once() -> None:
    registry: Registry[str, object] = Registry("channels")
    mail = object()
    registry.register("mail", mail)
    registry.register("mail", mail)
    with pytest.raises(DuplicateKey, match="mail"):
        registry.register("mail", object())
    assert list(registry.items()) == [("mail", mail)]
    assert "mail" in registry


def test_an_unknown_key_is_answered_with_those_there_are() -> None:
    registry: Registry[str, int] = Registry("channels")
    registry.register("mail", 1)
    with pytest.raises(NotRegistered, match="there are: mail"):
        registry.get("fax")


def test_a_menu_shows_what_the_reader_may_open() -> None:
    queue = NavItem("審査", "Review", "procedures:queue", "staff", ("reviewer",))
    help_ = NavItem("手引き", "Help", "procedures:help", "staff")
    apply = NavItem("申請する", "Apply", "procedures:find", "resident")
    service = Service(
        "procedures", "手続き", "Procedures", "naniwa.services.procedures.urls", navigation=(queue, help_, apply)
    )
    assert service.menu("staff", frozenset({"reviewer"})) == (queue, help_)
    assert service.menu("staff", frozenset({"payer"})) == (help_,)
    assert service.menu("resident") == (apply,)
