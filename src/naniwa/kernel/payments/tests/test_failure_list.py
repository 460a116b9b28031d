"""The bank's list of returned transfers, as clerks save it."""

import pytest

from naniwa.kernel.payments import failure_list
from naniwa.kernel.payments.failure_list import FailedTransfer, UnreadableList, customer_code


def test_a_transfer_is_named_by_run_and_line() -> None:
    assert customer_code(12, 345) == "00000000120000000345"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_a_list_by_customer_code_is_read_in_any_encoding_of_an_office(encoding: str) -> None:
    text = '顧客コード,金額,理由\r\n00000000120000000345,"1,000,000",口座なし\r\n'
    assert failure_list.read(text.encode(encoding)) == [
        FailedTransfer("口座なし", line=345, amount_yen=1_000_000, run_number=12)
    ]


def test_leading_zeros_eaten_by_a_spreadsheet_do_not_matter() -> None:
    (row,) = failure_list.read("顧客コード,理由\n120000000345,口座なし\n".encode())
    assert (row.run_number, row.line) == (12, 345)


def test_a_list_by_reference_is_read() -> None:
    (row,) = failure_list.read("受付番号,理由\nKX-0123-4567-8903,名義相違\n".encode())
    assert row == FailedTransfer("名義相違", reference="KX-0123-4567-8903")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "見出しの行に"),
        ("番号,理由\n1,x\n", "見出しの行に"),
        ("受付番号,金額\nKX,1\n", "見出しの行に"),
        ("受付番号,理由\n,口座なし\n", "2行目：「顧客コード」も「受付番号」もありません"),
        ("受付番号,理由\nKX,\n", "2行目：「理由」がありません"),
        ("顧客コード,理由\nabc,x\n", "2行目：「顧客コード」は20桁まで"),
        ("受付番号,金額,理由\nKX,百円,x\n", "2行目：「百円」を金額として読めません"),
    ],
)
def test_a_list_that_cannot_be_used_is_refused_with_row_and_reason(text: str, reason: str) -> None:
    with pytest.raises(UnreadableList, match=reason):
        failure_list.read(text.encode())


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(UnreadableList, match="文字コード"):
        failure_list.read(b"\xe5\x8f\x97,\x81")
