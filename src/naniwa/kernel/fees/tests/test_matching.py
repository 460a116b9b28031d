"""Lines of a file and entries of the ledger, side by side, as an accountant would put them."""

import pytest

from naniwa.kernel.fees.matching import Movement, pair
from naniwa.kernel.fees.statements import COLUMNS, heads, read
from naniwa.library.list_files import Damaged, NoHeads, NotTaken

type Side = list[tuple[str, str, str, int]]
HEAD = ",".join(heads())


def side(rows: Side) -> list[Movement]:
    return [Movement(number, *row) for number, row in enumerate(rows)]


@pytest.mark.parametrize(
    ("theirs", "ours", "outcomes"),
    [
        ([("A", "pay", "", 300)], [("a", "pay", "", 300)], ["matched"]),
        ([("a", "pay", "", 301)], [("a", "pay", "", 300)], ["other_amount"]),
        ([("a", "pay", "", 300)], [], ["missing_here"]),
        ([], [("a", "pay", "", 300)], ["missing_there"]),
        ([("a", "refund", "", 300)], [("a", "pay", "", 300)], ["missing_here", "missing_there"]),
        ([("a", "refund", "r1", 300)], [("a", "refund", "r2", 300)], ["missing_here", "missing_there"]),
        ([("a", "pay", "", 300), ("a", "pay", "", 300)], [("a", "pay", "", 300)], ["matched", "missing_here"]),
        # Of two refunds the one of the same amount is meant, wherever it stands.
        ([("a", "pay", "", 1), ("a", "pay", "", 2)], [("a", "pay", "", 2), ("a", "pay", "", 1)], ["matched"] * 2),
    ],
)
def test_each_movement_has_one_on_the_other_side_or_is_named(theirs: Side, ours: Side, outcomes: list[str]) -> None:
    assert sorted(str(one.outcome) for one in pair(side(theirs), side(ours))) == outcomes


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("T1,o1,captured,300,6,2026-11-28,", ""),
        ('T1,o1,売上,"1,300",,2026/11/28,', ""),
        ("T1,o1,refunded,300,0,20261128,r-1", ""),
        (",o1,captured,300,6,2026-11-28,", "transaction"),
        ("=1+1,o1,captured,300,6,2026-11-28,", "transaction"),
        ("T1,<b>,captured,300,6,2026-11-28,", "order"),
        ("T1,o1,stolen,300,6,2026-11-28,", "kind"),
        ("T1,o1,captured,0,6,2026-11-28,", "amount_yen"),
        ("T1,o1,captured,-300,6,2026-11-28,", "amount_yen"),
        ("T1,o1,captured,1000000000000,6,2026-11-28,", "amount_yen"),
        ("T1,o1,captured,300,-6,2026-11-28,", "fee_yen"),
        ("T1,o1,captured,300,6,2026-02-30,", "day"),
        ("T1,o1,refunded,300,6,2026-11-28," + "r" * 81, "refund"),
        ("T1", "kind"),
    ],
)
def test_a_row_that_cannot_be_read_is_named_and_the_others_are_taken(row: str, column: str) -> None:
    found = read(f"{HEAD}\n{row}\nT9,o9,captured,1,0,2026-11-28,\n".encode())
    assert [(one.number, one.column) for one in found.wrong] == ([(2, column)] if column else [])
    assert found.lines[-1].transaction == "T9"


def test_japanese_heads_in_the_encoding_of_excel_are_read_as_well() -> None:
    head = ",".join(names[-1] for names in COLUMNS.values())
    found = read(f"{head}\r\nT1,o1,収納,300,6,2026/11/28,\r\n\r\n".encode("cp932"))
    assert [(one.amount_yen, one.fee_yen, str(one.day)) for one in found.lines] == [(300, 6, "2026-11-28")]


def test_one_transaction_twice_in_a_file_is_told_and_taken_once() -> None:
    row = "T1,o1,captured,300,6,2026-11-28,"
    found = read(f"{HEAD}\n{row}\n{row}\n".encode())
    assert (len(found.lines), [one.column for one in found.wrong]) == (1, ["twice"])


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", NoHeads),
        (b"a,b,c\n1,2,3\n", NoHeads),
        (b"\x81", Damaged),
        (HEAD.encode() + b"\n" + b'"' + b"x" * 200_000, Damaged),
    ],
)
def test_what_is_no_such_file_is_refused(content: bytes, refusal: type[NotTaken]) -> None:
    with pytest.raises(refusal):
        read(content)
