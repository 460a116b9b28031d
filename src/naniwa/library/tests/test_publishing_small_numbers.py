"""What a spreadsheet gets of published figures, and how long an answer is kept."""

import pytest

from naniwa.library.kept import Kept
from naniwa.library.spreadsheet import csv_file, harmless


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("大阪市", "大阪市"),
        ("=1+1", "'=1+1"),
        ("+81", "'+81"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("", ""),
    ],
)
def test_a_spreadsheet_calculates_nothing_of_ours(text: str, written: str) -> None:
    assert harmless(text) == written


def test_a_csv_file_opens_in_excel_with_numbers_as_numbers() -> None:
    written = csv_file(["code", "value", "hidden"], [["=x", 12, False], ['say "a", b', None, True]])
    assert written.startswith(b"\xef\xbb\xbf")
    assert written.decode("utf-8-sig").splitlines() == ["code,value,hidden", "'=x,12,false", '"say ""a"", b",,true']


def test_an_answer_is_kept_for_as_long_as_it_is_worth() -> None:
    clock, made = [0.0], []

    def make() -> int:
        clock[0] += 2  # seconds that it takes
        made.append(clock[0])
        return len(made)

    kept = Kept(make, seconds=10, longest=600, clock=lambda: clock[0])
    assert [kept(), kept()] == [1, 1]
    clock[0] = 101
    assert kept() == 1, "2 s of work are worth 100 s"
    clock[0] = 103
    assert kept() == 2
    kept.forget()
    assert kept() == 3
