"""The barcode of a payment slip: its digits, and bars that say them."""

from datetime import date

import pytest

from naniwa.library import payment_slip
from naniwa.library.payment_slip import NotOnASlip, Slip

SLIP = Slip("912345", "12345678901", 10_300, date(2027, 3, 31))
DIGITS = "91912345" + "0000000000" + "12345678901" + "0" + "270331" + "0" + "010300"


def test_the_fields_stand_in_the_order_and_width_of_the_standard() -> None:
    digits = SLIP.digits()
    assert digits[:43] == DIGITS
    assert len(digits) == 44


def test_any_wrong_digit_is_found_by_the_check_digit() -> None:
    digits = SLIP.digits()
    for place in range(43):
        for wrong in "0123456789":
            body = digits[:place] + wrong + digits[place + 1 : 43]
            assert (payment_slip.check_digit(body) == digits[43]) == (wrong == digits[place])


@pytest.mark.parametrize(
    ("body", "digit"),
    [("4901234567894"[:12], "4"), ("451234567890"[:12], "6"), ("0" * 43, "0")],
)
def test_the_check_digit_is_that_of_gs1(body: str, digit: str) -> None:
    assert payment_slip.check_digit(body) == digit


@pytest.mark.parametrize(
    "slip",
    [
        Slip("91234", "1", 1, None),
        Slip("912345", "1" * 22, 1, None),
        Slip("912345", "1a", 1, None),
        Slip("912345", "", 1, None),
        Slip("912345", "1", 0, None),
        Slip("912345", "1", 1_000_000, None),
        Slip("912345", "1", 1, None, reissues=10),
    ],
)
def test_what_does_not_fit_is_not_printed(slip: Slip) -> None:
    with pytest.raises(NotOnASlip):
        slip.digits()


def test_no_last_day_is_written_as_nines() -> None:
    assert Slip("912345", "1", 1, None).digits()[30:36] == "999999"


def test_every_symbol_has_eleven_modules_three_bars_and_an_even_number_of_dark_modules() -> None:
    widths = payment_slip.WIDTHS
    assert len(widths) == len(set(widths)) == 107
    for one in widths[:-1]:
        assert sum(map(int, one)) == 11
        assert sum(map(int, one[::2])) % 2 == 0
    assert sum(map(int, widths[-1])) == 13


def test_the_bars_can_be_read_back() -> None:
    """A reader of our own, which knows the table only: start, FNC1, 22 pairs, check, stop."""
    text = "".join(map(str, payment_slip.bars(SLIP.digits())))
    symbols = [text[at : at + 6] for at in range(0, len(text) - 7, 6)]
    values = [payment_slip.WIDTHS.index(one) for one in symbols]
    assert (values[0], values[1], text[-7:]) == (105, 102, "2331112")
    assert "".join(f"{value:02}" for value in values[2:-1]) == SLIP.digits()
    assert (values[0] + sum(at * value for at, value in enumerate(values[1:-1], 1))) % 103 == values[-1]


def test_the_drawing_has_a_bar_for_every_dark_stretch() -> None:
    drawn = payment_slip.svg(SLIP.digits())
    assert drawn.count("M") == (len(payment_slip.bars(SLIP.digits())) + 1) // 2
    assert payment_slip.readable(SLIP.digits())[0] == "(91)912345-000000000012345678901"
