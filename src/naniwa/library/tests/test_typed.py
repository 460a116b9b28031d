"""What forms carry back."""

from datetime import date
from uuid import UUID

import pytest

from naniwa.library.typed import day_in, known_number, number_in

NUMBER = UUID("5f0f4b6e-52d5-4a35-9d43-7a5c0a6c0001")


def test_the_number_of_a_form_is_known_again() -> None:
    assert known_number(str(NUMBER)) == number_in(str(NUMBER)) == NUMBER


@pytest.mark.parametrize("text", ["", "x", "1", "5f0f4b6e-52d5-4a35-9d43-7a5c0a6c000"])
def test_anything_else_is_no_number_and_gets_a_new_one_each_time(text: str) -> None:
    assert known_number(text) is None
    assert number_in(text) != number_in(text)


@pytest.mark.parametrize(("text", "day"), [("2026-11-29", date(2026, 11, 29)), ("2026-02-30", None), ("", None)])
def test_a_day_is_one_that_there_is(text: str, day: date | None) -> None:
    assert day_in(text) == day
