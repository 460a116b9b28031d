"""What is taken for a My Number, and the many other numbers that are not."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naniwa.library import my_number

NUMBER = "123456789018"
"""Made up; its check digit is right."""


@given(st.text(string.digits, min_size=11, max_size=11))
def test_of_the_ten_last_digits_only_one_is_right(eleven: str) -> None:
    right = [digit for digit in string.digits if my_number.is_valid(eleven + digit)]
    assert right == [my_number.check_digit(eleven)]


def test_the_check_digit_follows_the_ordinance() -> None:
    """1x6 + 2x5 + 3x4 + 4x3 + 5x2 + 6x7 + 7x6 + 8x5 + 9x4 + 0x3 + 1x2 = 212; 212 mod 11 = 3; 11 - 3 = 8."""
    assert my_number.check_digit("12345678901") == "8"
    assert my_number.check_digit("00000000000") == "0"


@pytest.mark.parametrize("text", ["", "1234567890", "123456789012", "１２３４５６７８９０１"])
def test_only_eleven_plain_digits_have_a_check_digit(text: str) -> None:
    with pytest.raises(my_number.NotElevenDigits):
        my_number.check_digit(text)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (NUMBER, "●●●●●●●●●●●●"),
        ("番号は123456789018です。", "番号は●●●●●●●●●●●●です。"),
        ("1234-5678-9018", "●●●●-●●●●-●●●●"),
        ("１２３４ ５６７８ ９０１８", "●●●● ●●●● ●●●●"),
        ("1234　5678　9018", "●●●●　●●●●　●●●●"),
        ("１２３４ー５６７８ー９０１８", "●●●●ー●●●●ー●●●●"),
        ("マイナンバー:123456789018（本人）", "マイナンバー:●●●●●●●●●●●●（本人）"),
        ("123456789018\n000000000000", "●●●●●●●●●●●●\n●●●●●●●●●●●●"),
    ],
)
def test_a_my_number_is_seen_however_it_is_typed_and_dots_take_its_place(text: str, kept: str) -> None:
    assert my_number.holds_one(text)
    assert my_number.hidden(text) == kept
    assert not my_number.holds_one(kept)


@pytest.mark.parametrize(
    ("what", "text"),
    [
        ("a wrong check digit", "123456789012"),
        ("a corporate number of 13 digits", "1123456789018"),
        ("a registration number for invoices", "T4000020270008"),
        ("a corporate number with hyphens", "4-0000-2027-0008"),
        ("a card of 16 digits", "1234-5678-9018-0000"),
        ("a telephone number", "06-6941-0351"),
        ("a mobile telephone", "09012345678"),
        ("a mobile telephone from abroad", "+81 90 1234 5678"),
        ("a mobile telephone from abroad, without gaps", "+819012345678"),
        ("an account of a bank", "0001-001-1234567"),
        ("a passbook", "14180-12345671"),
        ("a pension number", "1234-567890"),
        ("a receipt number", "KX-1234-5678"),
        ("two groups of six, as the message asks for another number", "123456-789018"),
        ("a moment in the name of a file", "IMG_202005011203.jpg"),
        ("a share as a decimal", "0.123456789018"),
        ("the end of a UUID", "0e0f0b54-7e1f-4a8f-9a1c-446655440000"),
        ("money and a year", "2020年 1234 5678円"),
    ],
)
def test_other_numbers_are_left_alone(what: str, text: str) -> None:
    assert not my_number.holds_one(text), what
    assert my_number.hidden(text) == text


def test_nothing_within_an_answer_escapes_however_deep_it_lies() -> None:
    rows = {"staff": [{"name": "花子", "note": NUMBER}, {"years": 3}], "place": {"street": f"1-1 {NUMBER}"}}
    assert my_number.hidden_in(rows) == {
        "staff": [{"name": "花子", "note": "●" * 12}, {"years": 3}],
        "place": {"street": f"1-1 {'●' * 12}"},
    }


@given(st.text())
def test_any_text_can_be_looked_through(text: str) -> None:
    assert len(my_number.hidden(text)) == len(text)
