"""Reads the list of transfers that the bank returned: CSV with a heading row, UTF-8 or Shift_JIS."""

import csv
import io
import re
from dataclasses import dataclass

from naniwa.library.spreadsheet import decoded
from naniwa.library.yen import NotYen, parse_yen

CODE, REFERENCE, AMOUNT, REASON = "顧客コード", "受付番号", "金額", "理由"
HEADING = (CODE, REFERENCE, AMOUNT, REASON)
LINE_DIGITS = 10


class UnreadableList(ValueError):
    """The list cannot be used; the message says which row and why, in Japanese."""


@dataclass(frozen=True, slots=True)
class FailedTransfer:
    """One returned transfer, named by its line in the run, by the claim's reference, or by both."""

    reason: str
    line: int | None = None
    reference: str = ""
    amount_yen: int | None = None
    run_number: int | None = None


def customer_code(run_number: int, line: int) -> str:
    """What the bank file carries for each transfer and the bank's list returns: 回次 and 行, ten digits each."""
    return f"{run_number:0{LINE_DIGITS}}{line:0{LINE_DIGITS}}"


def read(data: bytes) -> list[FailedTransfer]:
    """Read 顧客コード or 受付番号, optionally 金額, and 理由. Raises UnreadableList."""
    rows = csv.DictReader(io.StringIO(text_of(data)))
    names = {name.strip() for name in rows.fieldnames or ()}
    if not names & {CODE, REFERENCE} or REASON not in names:
        raise UnreadableList(f"見出しの行に「{CODE}」か「{REFERENCE}」と「{REASON}」が必要です。")
    return [
        _failed(
            {
                (name or "").strip(): (value or "").strip()
                for name, value in row.items()
                if isinstance(value, str | None)
            },
            number,
        )
        for number, row in enumerate(rows, start=2)
    ]


def _failed(row: dict[str, str], number: int) -> FailedTransfer:
    code, reference, reason = row.get(CODE, ""), row.get(REFERENCE, ""), row.get(REASON, "")
    if not (code or reference):
        raise UnreadableList(f"{number}行目：「{CODE}」も「{REFERENCE}」もありません。")
    if not reason:
        raise UnreadableList(f"{number}行目：「{REASON}」がありません。")
    if code and re.fullmatch(r"[0-9]{1,20}", code) is None:
        raise UnreadableList(f"{number}行目：「{CODE}」は20桁までの数字です。")
    digits = code.zfill(2 * LINE_DIGITS)
    return FailedTransfer(
        reason=reason,
        line=int(digits[LINE_DIGITS:]) if code else None,
        reference=reference,
        amount_yen=_amount(row.get(AMOUNT, ""), number),
        run_number=int(digits[:LINE_DIGITS]) if code else None,
    )


def _amount(text: str, number: int) -> int | None:
    try:
        return parse_yen(text) if text else None
    except NotYen as error:
        raise UnreadableList(f"{number}行目：{error}") from error


def text_of(data: bytes) -> str:
    """The text of a file as banks and spreadsheets save it. Raises UnreadableList."""
    try:
        return decoded(data)
    except UnicodeDecodeError as error:
        raise UnreadableList("文字コードを読み取れません。UTF-8かShift_JISで保存してください。") from error
