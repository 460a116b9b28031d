"""When a window receives people, as a table that its office can read."""

from datetime import date, datetime, time, timedelta

import pytest

from naniwa.library.periods import TOKYO, Period
from naniwa.services.appointments.rules.slots import Booking, Hours, Slot, slots_on
from naniwa.services.appointments.tests.counter import hours

HALF_DAY = hours(begins=time(9), ends=time(10, 30))
CASES = [
    ("an ordinary Monday", date(2026, 11, 9), [HALF_DAY], [], ["09:00", "09:30", "10:00"]),
    ("another weekday", date(2026, 11, 10), [HALF_DAY], [], []),
    ("a holiday: 勤労感謝の日", date(2026, 11, 23), [HALF_DAY], [], []),
    ("a holiday at a window that opens on holidays", date(2026, 11, 23), [hours(begins=time(9), ends=time(10), on_holidays=True)], [], ["09:00", "09:30"]),
    ("the turn of the year", date(2027, 12, 29), [hours(2)], [], []),
    ("before the hours begin to hold", date(2026, 10, 26), [HALF_DAY], [], []),
    ("after their last day", date(2026, 11, 16), [hours(until=date(2026, 11, 15))], [], []),
    ("on their last day", date(2026, 11, 16), [hours(begins=time(9), ends=time(9, 30), until=date(2026, 11, 16))], [], ["09:00"]),
    ("what is left is too short for one", date(2026, 11, 9), [hours(begins=time(9), ends=time(9, 50))], [], ["09:00"]),
    ("hours in the morning and in the afternoon", date(2026, 11, 9), [hours(begins=time(13), ends=time(14)), hours(begins=time(9), ends=time(9, 30))], [], ["09:00", "13:00", "13:30"]),
    ("a closure takes every time that it touches", date(2026, 11, 9), [HALF_DAY], [("09:40", "10:00")], ["09:00", "10:00"]),
    ("a closure that ends as a time begins", date(2026, 11, 9), [HALF_DAY], [("08:00", "09:00")], ["09:00", "09:30", "10:00"]),
]  # fmt: skip


def at(day: date, clock: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), TOKYO)


@pytest.mark.parametrize(("what", "day", "rules", "closed", "begins"), CASES, ids=[case[0] for case in CASES])
def test_the_times_of_a_day(
    what: str, day: date, rules: list[Hours], closed: list[tuple[str, str]], begins: list[str]
) -> None:
    closures = [Period(at(day, first), at(day, last)) for first, last in closed]
    assert [f"{slot.begins:%H:%M}" for slot in slots_on(day, rules, closures)] == begins


SLOT = Slot(at(date(2026, 11, 9), "09:30"), at(date(2026, 11, 9), "10:00"), 1)
LIMITS = Booking(notice=timedelta(hours=1), days_ahead=7)


@pytest.mark.parametrize(
    ("now", "allowed"),
    [
        (at(date(2026, 11, 9), "08:30"), True),
        (at(date(2026, 11, 9), "08:31"), False),
        (at(date(2026, 11, 2), "00:00"), True),
        (at(date(2026, 11, 1), "23:59"), False),
        (at(date(2026, 11, 9), "12:00"), False),
    ],
)
def test_a_time_can_be_booked_from_some_days_before_until_shortly_before(now: datetime, allowed: bool) -> None:  # noqa: FBT001 - a column
    assert LIMITS.allows(SLOT, now=now) is allowed


MEETINGS = [
    (hours(), hours(begins=time(11), ends=time(13)), True),
    (hours(), hours(begins=time(12), ends=time(13)), False),
    (hours(), hours(1), False),
    (hours(until=date(2026, 11, 30)), hours(since=date(2026, 12, 1)), False),
    (hours(until=date(2026, 11, 30)), hours(since=date(2026, 11, 30)), True),
]


@pytest.mark.parametrize(("one", "other", "meet"), MEETINGS)
def test_hours_that_cover_the_same_time_are_found_from_both_sides(one: Hours, other: Hours, meet: bool) -> None:  # noqa: FBT001 - a column
    assert (one.meets(other), other.meets(one)) == (meet, meet)
