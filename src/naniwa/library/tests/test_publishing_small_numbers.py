"""What may be published of small numbers, what a spreadsheet gets, and how long an answer is kept."""

from collections import defaultdict
from itertools import product

import pytest

from naniwa.library.kept import Kept
from naniwa.library.open_data import Group, Measured, table
from naniwa.library.spreadsheet import csv_file, harmless
from naniwa.library.suppression import LEAST, protected

X = None


@pytest.mark.parametrize(
    ("counts", "published", "total"),
    [
        # nothing is small: everything is published, nought too
        ([120, 5, 0, 31], (120, 5, 0, 31), 156),
        ([0, 0, 0], (0, 0, 0), 0),
        # one small count takes its neighbour along, or the total would give it back
        ([120, 3, 40, 31], (120, X, X, 31), 194),
        # the neighbour of the last is the first
        ([120, 40, 31, 3], (X, 40, 31, X), 194),
        # nought hides nothing, so it is passed over
        ([120, 3, 0, 31], (120, X, 0, X), 154),
        # two small counts hide one another once they add up to ten; until then a neighbour joins them
        ([4, 4, 4, 90], (X, X, X, 90), 102),
        ([4, 4, 50, 90], (X, X, X, 90), 148),
        ([1, 1, 50, 90], (X, X, X, 90), 142),
        # so few in all that the total would tell
        ([3, 0, 0], (X, 0, 0), X),
        ([4, 5, 0], (X, X, 0), X),
        ([9], (X,), X),
        ([10], (10,), 10),
        ([], (), 0),
    ],
)
def test_small_counts_are_hidden(counts: list[int], published: tuple[int | None, ...], total: int | None) -> None:
    found = protected(counts)
    assert (found.counts, found.total) == (published, total)


@pytest.mark.parametrize("cells", [1, 2, 3, 4])
def test_no_hidden_small_count_can_be_worked_out_even_by_one_who_knows_the_rule(cells: int) -> None:
    """Every table of this many cells and up to 20 cases: those that look alike once published leave each cell in doubt."""
    alike = defaultdict(list)
    for counts in product(range(21), repeat=cells):
        if sum(counts) <= 20:
            alike[protected(counts)].append(counts)
    for published, tables in alike.items():
        for at, count in enumerate(published.counts):
            possible = {counts[at] for counts in tables}
            assert count is None or possible == {count}
            assert count is not None or len(possible) > 1, (published, tables)
            assert count is None or not 0 < count < LEAST


def test_a_value_is_hidden_with_the_count_behind_it() -> None:
    groups = [Group("a", "甲", "A"), Group("b", "乙", "B"), Group("c", "丙", "C")]
    measured = {"a": Measured(3, 3_000_000), "b": Measured(20, 20_000_000)}
    found = table(groups, measured, Measured(23, 23_000_000))
    assert [(line.count, line.value) for line in found.lines] == [(None, None), (None, None), (0, 0)]
    assert (found.total.count, found.total.value) == (23, 23_000_000)
    assert found.hides


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
