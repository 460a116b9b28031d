"""Late interest to the yen, as a table that a tax office can check by hand."""

from datetime import date
from decimal import Decimal

import pytest

from naniwa.services.taxes.definitions import rates
from naniwa.services.taxes.rules.interest import NoRate, interest, month_after

RATES = rates()


@pytest.mark.parametrize(
    ("due_on", "last"),
    [
        (date(2026, 6, 30), date(2026, 7, 31)),
        (date(2026, 1, 31), date(2026, 2, 28)),
        (date(2026, 8, 31), date(2026, 9, 30)),
        (date(2026, 9, 30), date(2026, 10, 31)),
        (date(2026, 11, 30), date(2026, 12, 31)),
        (date(2026, 12, 25), date(2027, 1, 25)),
        (date(2026, 1, 30), date(2026, 2, 28)),  # from 31 January: February has no 31st
        (date(2024, 1, 30), date(2024, 2, 29)),
    ],
)
def test_the_first_month_ends_on_the_eve_of_its_day_or_with_the_month(due_on: date, last: date) -> None:
    assert month_after(due_on) == last


@pytest.mark.parametrize(
    ("tax", "due_on", "paid_on", "expected"),
    [
        # Paid in time, or on the day itself.
        (100_000, date(2026, 6, 30), date(2026, 6, 30), (100_000, 0, 0)),
        # 2.8 % for 31 days of July 2026: 100,000 x 0.028 x 31 / 365 = 237.8; below 1,000 nothing.
        (100_000, date(2026, 6, 30), date(2026, 7, 31), (100_000, 237, 0)),
        # and 9.1 % for 92 days until 31 October: 100,000 x 0.091 x 92 / 365 = 2,293.6.
        (100_000, date(2026, 6, 30), date(2026, 10, 31), (100_000, 237 + 2_293, 2_500)),
        # The base is cut to whole thousands.
        (100_999, date(2026, 6, 30), date(2026, 10, 31), (100_000, 2_530, 2_500)),
        # A tax below 2,000 yen bears none, however late.
        (1_999, date(2020, 6, 30), date(2026, 10, 31), (0, 0, 0)),
        (2_000, date(2025, 6, 30), date(2025, 12, 31), (2_000, 4 + 72, 0)),
        # Over a year's end the rate of each year: 2.4 % 31 days, 8.7 % 31 days of December 2025, 9.1 % 31 days.
        (500_000, date(2025, 10, 31), date(2026, 1, 31), (500_000, 986 + 3_694 + 3_864, 8_500)),
        # 986: the first month is November, 30 days: 500,000 x 0.024 x 30 / 365 = 986.3.
        # A leap year counts 365 days all the same: 1,000,000 x 0.024 x 29 / 365 = 1,906.8.
        (1_000_000, date(2024, 1, 31), date(2024, 2, 29), (1_000_000, 1_906, 1_900)),
        # 999 yen is none, 1,000 is.
        (500_000, date(2026, 6, 30), date(2026, 7, 26), (500_000, 997, 0)),
        (500_000, date(2026, 6, 30), date(2026, 7, 27), (500_000, 1_035, 1_000)),
    ],
)
def test_late_interest(tax: int, due_on: date, paid_on: date, expected: tuple[int, int, int]) -> None:
    """Expected are the base, the interest as it is reckoned, and what of it is owed."""
    found = interest(tax, due_on=due_on, paid_on=paid_on, rates=RATES)
    assert (found.base_yen, found.reckoned_yen, found.yen) == expected


@pytest.mark.parametrize(
    ("special", "first", "later"),
    [
        ("1.8", "2.8", "9.1"),
        ("6.3", "7.3", "13.6"),
        ("6.8", "7.3", "14.1"),  # 7.3 % is the most for the first month
        ("7.3", "7.3", "14.6"),  # no special rate any more
    ],
)
def test_special_rates_lower_those_of_the_law(special: str, first: str, later: str) -> None:
    found = interest(100_000, due_on=date(2026, 6, 30), paid_on=date(2026, 8, 31), rates={2026: Decimal(special)})
    assert [str(span.per_cent) for span in found.spans] == [first, later]


def test_a_year_without_a_rate_is_not_guessed() -> None:
    with pytest.raises(NoRate):
        interest(100_000, due_on=date(2026, 11, 30), paid_on=date(2098, 1, 4), rates=RATES)
