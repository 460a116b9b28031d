"""Corporate numbers, passbook numbers and receipt references find a slip of the pen."""

import re
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naniwa.library import corporate_number, receipts, yucho

DIGITS = st.text(string.digits, min_size=12, max_size=12)


def test_the_prefectures_own_number_is_valid_and_its_neighbour_is_not() -> None:
    assert corporate_number.is_valid("4000020270008")
    assert not corporate_number.is_valid("4000020270009")


@pytest.mark.parametrize("number", ["", "400002027000", "40000202700080", "４０００020270008", "400002027000x"])
def test_anything_but_thirteen_digits_is_no_corporate_number(number: str) -> None:
    assert not corporate_number.is_valid(number)


def test_what_people_type_is_brought_to_thirteen_digits() -> None:
    assert corporate_number.normalise("4-0000-2027-0008") == "4000020270008"
    assert corporate_number.normalise("４００００２０２７０００８") == "4000020270008"


@given(DIGITS, st.integers(1, 12), st.integers(1, 8))
def test_one_wrong_digit_is_found_unless_it_is_nine_away(twelve: str, place: int, off_by: int) -> None:
    number = corporate_number.from_twelve(twelve)
    wrong = str((int(number[place]) + off_by) % 10)
    damaged = number[:place] + wrong + number[place + 1 :]
    nine_away = abs(int(number[place]) - int(wrong)) == 9
    assert corporate_number.is_valid(number)
    assert nine_away or not corporate_number.is_valid(damaged)


def test_a_check_digit_needs_twelve_digits() -> None:
    with pytest.raises(corporate_number.NotTwelveDigits):
        corporate_number.check_digit("123")


@pytest.mark.parametrize(
    ("symbol", "number", "branch", "kind", "account"),
    [
        ("14180", "12345671", "418", "1", "1234567"),
        ("１４１８０", "１２３１", "418", "1", "0000123"),
        ("00930", "12345", "099", "2", "0012345"),
        ("01234", "1234567", "129", "2", "1234567"),
    ],
)
def test_a_passbook_number_becomes_a_transfer_account(
    symbol: str, number: str, branch: str, kind: str, account: str
) -> None:
    found = yucho.to_transfer(symbol, number)
    assert (found.bank_code, found.branch_code, found.account_type, found.account_number) == (
        "9900",
        branch,
        kind,
        account,
    )


@pytest.mark.parametrize(
    ("symbol", "number"), [("24180", "1231"), ("1418", "1231"), ("14180", "123456789"), ("14180", "")]
)
def test_a_wrong_passbook_number_is_refused_with_an_example(symbol: str, number: str) -> None:
    with pytest.raises(yucho.NotAPassbookNumber, match="例："):
        yucho.to_transfer(symbol, number)


def test_a_reference_has_a_shape_that_can_be_read_out() -> None:
    reference = receipts.new("KX")
    assert re.fullmatch(r"KX-\d{4}-\d{4}-\d{4}", reference)
    assert receipts.looks_valid(reference)


def test_references_do_not_repeat_or_follow_one_another() -> None:
    drawn = receipts.new_many("KX", 2000)
    numbers = sorted(int(reference[3:].replace("-", "")) for reference in drawn)
    assert len(set(drawn)) == 2000
    assert numbers[-1] - numbers[0] > 10**11
    assert drawn != sorted(drawn)


@given(st.integers(0, 11), st.integers(1, 9))
def test_any_wrong_digit_is_found(place: int, off_by: int) -> None:
    digits = receipts.new("KX")[3:].replace("-", "")
    wrong = digits[:place] + str((int(digits[place]) + off_by) % 10) + digits[place + 1 :]
    assert not receipts.looks_valid(receipts.normalise(f"KX{wrong}"))


@given(st.integers(0, 10))
def test_any_swap_of_neighbours_is_found(place: int) -> None:
    digits = receipts.new("KX")[3:].replace("-", "")
    swapped = digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]
    assert swapped == digits or not receipts.looks_valid(receipts.normalise(f"KX{swapped}"))


def test_another_prefix_does_not_fit_the_check_digit() -> None:
    reference = receipts.new("KX")
    assert not receipts.looks_valid(reference.replace("KX", "KY"))


def test_a_reference_is_recognised_as_people_type_it() -> None:
    reference = receipts.new("KX")
    typed = reference.lower().replace("-", " ").translate(str.maketrans(string.digits, "０１２３４５６７８９"))
    assert receipts.normalise(typed) == reference
    assert not receipts.looks_valid("hello")


def test_letters_that_look_like_digits_are_no_prefix() -> None:
    with pytest.raises(receipts.BadPrefix):
        receipts.new("IO")
