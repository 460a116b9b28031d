"""What is said of signatures, and numbers as people type them."""

import pytest

from naniwa.kernel.signing.numbers import new_number, read_number
from naniwa.kernel.signing.rules import Verdict, judge, overall


@pytest.mark.parametrize(
    ("intact", "whole", "trusted", "expired", "verdict"),
    [
        (True, True, True, False, Verdict.GENUINE),
        (False, True, True, False, Verdict.CHANGED),
        (False, False, False, False, Verdict.CHANGED),
        (True, False, True, False, Verdict.ADDED),
        (True, False, False, True, Verdict.ADDED),
        (True, True, False, False, Verdict.STRANGER),
        (True, False, False, False, Verdict.STRANGER),
        (True, True, False, True, Verdict.EXPIRED),
    ],
)
def test_a_signature_is_judged(intact: bool, whole: bool, trusted: bool, expired: bool, verdict: Verdict) -> None:  # noqa: FBT001 - a table
    assert judge(intact=intact, whole=whole, trusted=trusted, expired=expired) == verdict


def test_a_file_is_as_good_as_its_worst_signature() -> None:
    assert overall([]) == Verdict.UNSIGNED
    assert overall([Verdict.GENUINE]) == Verdict.GENUINE
    assert overall([Verdict.GENUINE, Verdict.STRANGER]) == Verdict.STRANGER
    assert overall([Verdict.ADDED, Verdict.CHANGED]) == Verdict.CHANGED


@pytest.mark.parametrize(
    "typed", ["7KQ2-M4FX-9ABC", "7kq2m4fx9abc", "７ＫＱ２－Ｍ４ＦＸ－９ＡＢＣ", " 7KQ2 M4FX 9ABC "]
)
def test_a_number_is_read_however_it_was_typed(typed: str) -> None:
    assert read_number(typed) == "7KQ2-M4FX-9ABC"


@pytest.mark.parametrize("typed", ["", "7KQ2-M4FX", "7KQ2-M4FX-9AB0", "7KQ2-M4FX-9ABCD", "'; drop table"])
def test_what_cannot_be_a_number_is_none(typed: str) -> None:
    assert read_number(typed) == ""


def test_new_numbers_can_be_read() -> None:
    number = new_number()
    assert read_number(number) == number
