"""Money is whole yen, and none is lost when it is divided."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naniwa.library.yen import NotYen, SharesNotWhole, format_yen, parse_yen, split

HALF = Fraction(1, 2)


def test_yen_is_written_with_commas() -> None:
    assert format_yen(1_000_000) == "1,000,000円"


@pytest.mark.parametrize(
    ("text", "amount"),
    [("１，０００円", 1000), ("¥1,000", 1000), ("￥1000", 1000), ("0", 0), (" 412,000 円 ", 412_000), ("-5円", -5)],
)
def test_yen_is_read_as_people_type_it(text: str, amount: int) -> None:
    assert parse_yen(text) == amount


@pytest.mark.parametrize("text", ["", "百円", "1,00", "1.5円", "1000ドル", "1,0000", "9" * 25, "9" * 5_000])
def test_other_text_is_no_amount(text: str) -> None:
    with pytest.raises(NotYen, match="例：1,000,000"):
        parse_yen(text)


@pytest.mark.parametrize(
    ("amount", "shares", "parts"),
    [
        (1_000_000, {"府": HALF, "市": HALF}, {"府": 500_000, "市": 500_000}),
        (1, {"府": HALF, "市": HALF}, {"府": 1, "市": 0}),
        (100, {"a": Fraction(1, 3), "b": Fraction(1, 3), "c": Fraction(1, 3)}, {"a": 34, "b": 33, "c": 33}),
        (10, {"a": Fraction(1, 6), "b": Fraction(5, 6)}, {"a": 2, "b": 8}),
    ],
)
def test_the_odd_yen_goes_to_the_largest_remainder(
    amount: int, shares: dict[str, Fraction], parts: dict[str, int]
) -> None:
    assert split(amount, shares) == parts


@given(st.integers(0, 10**12), st.lists(st.integers(0, 1000), min_size=1, max_size=44).filter(any))
def test_the_parts_always_add_up(amount: int, weights: list[int]) -> None:
    shares = {place: Fraction(weight, sum(weights)) for place, weight in enumerate(weights)}
    parts = split(amount, shares)
    assert sum(parts.values()) == amount
    assert all(abs(parts[place] - amount * share) < 1 for place, share in shares.items())


@pytest.mark.parametrize("shares", [{}, {"a": HALF}, {"a": Fraction(2), "b": Fraction(-1)}])
def test_shares_that_are_not_the_whole_are_refused(shares: dict[str, Fraction]) -> None:
    with pytest.raises(SharesNotWhole):
        split(100, shares)
