"""Reads the file in which a payment provider, or a firm that collects slips, says what money moved on a day.

One head row, in CSV (UTF-8 or Excel's Shift_JIS) or a workbook. Anybody may have made it: it is bounded in every
measure, and a row that cannot be read is named by its number and does not keep the others out.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from naniwa.library.list_files import NoHeads, TooLarge, csv_rows
from naniwa.library.yen import NotYen, parse_yen

type Moved = Literal["pay", "refund"]
type Fault = Literal["transaction", "order", "kind", "amount_yen", "fee_yen", "day", "refund", "twice"]

MOST_ROWS = 100_000
MOST_YEN = 10**12
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "transaction": ("transaction", "取引番号"),
    "order": ("order", "注文番号", "納付番号"),
    "kind": ("kind", "種別"),
    "amount_yen": ("amount_yen", "amount", "金額"),
    "fee_yen": ("fee_yen", "fee", "手数料"),
    "day": ("date", "取引日"),
    "refund": ("refund", "返金番号"),
}
"""The heads by which a column is known; the first is what our own files write."""
NEEDED = frozenset({"transaction", "order", "kind", "amount_yen", "day"})
KINDS: Mapping[str, Moved] = {
    "captured": "pay", "payment": "pay", "pay": "pay", "売上": "pay", "収納": "pay",
    "refunded": "refund", "refund": "refund", "返金": "refund", "還付": "refund",
}  # fmt: skip
_DAY = re.compile(r"(\d{4})[-/.]?(\d{1,2})[-/.]?(\d{1,2})", re.ASCII)
_CODE = re.compile(r"[0-9A-Za-z_.:-]{1,80}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Money that moved, in whole yen; `fee_yen` is what the firm keeps of it, `refund` names which one it was."""

    number: int
    transaction: str
    order: str
    kind: Moved
    amount_yen: int
    fee_yen: int
    day: date
    refund: str


@dataclass(frozen=True, slots=True)
class Wrong:
    """A row that is not taken, by its number in the file, and the column that is to blame."""

    number: int
    column: Fault


@dataclass(frozen=True, slots=True)
class Read:
    """What stands in a file."""

    lines: tuple[Line, ...]
    wrong: tuple[Wrong, ...]


class _Unreadable(ValueError):
    """One cell; the message is its column."""


def heads() -> list[str]:
    """The columns as our own files write them."""
    return [names[0] for names in COLUMNS.values()]


def read(content: bytes) -> Read:
    """A CSV file. Raises the kinds of NotTaken."""
    return read_rows(csv_rows(content))


def read_rows(table: Iterable[tuple[int, list[str]]]) -> Read:
    """Every row, the wrong ones by their numbers; a day without a movement has none. Raises the kinds of NotTaken."""
    return _read(_rows(table))


def _rows(table: Iterable[tuple[int, list[str]]]) -> Iterator[tuple[int, dict[str, str]]]:
    """Below the heads, by the names of our columns. Raises NoHeads, TooLarge."""
    keys: list[str] = []
    for seen, (number, row) in enumerate(table):
        if seen > MOST_ROWS:
            raise TooLarge
        cells = [cell.strip() for cell in row]
        if not keys:
            keys = [_key(cell) for cell in cells]
            if not set(keys) >= NEEDED:
                raise NoHeads
        elif any(cells):
            yield number, dict(zip(keys, cells, strict=False))
    if not keys:
        raise NoHeads


def _key(head: str) -> str:
    return next((key for key, names in COLUMNS.items() if head in names), "")


def _read(rows: Iterable[tuple[int, Mapping[str, str]]]) -> Read:
    lines: dict[str, Line] = {}
    wrong = []
    for number, row in rows:
        try:
            line = _line(number, row)
        except _Unreadable as error:
            wrong.append(Wrong(number, error.args[0]))
            continue
        if line.transaction in lines:
            wrong.append(Wrong(number, "twice"))
        else:
            lines[line.transaction] = line
    return Read(tuple(lines.values()), tuple(wrong))


def _line(number: int, row: Mapping[str, str]) -> Line:
    """Raises _Unreadable."""
    kind = KINDS.get(row.get("kind", ""))
    if kind is None:
        raise _Unreadable("kind")
    return Line(
        number=number,
        transaction=_code(row, "transaction"),
        order=_code(row, "order"),
        kind=kind,
        amount_yen=_yen(row, "amount_yen", least=1),
        fee_yen=_yen(row, "fee_yen") if row.get("fee_yen") else 0,
        day=_day(row.get("day", "")),
        refund=_code(row, "refund") if row.get("refund") else "",
    )


def _code(row: Mapping[str, str], column: str) -> str:
    found = row.get(column, "")
    if _CODE.fullmatch(found) is None:
        raise _Unreadable(column)
    return found


def _yen(row: Mapping[str, str], column: str, *, least: int = 0) -> int:
    try:
        found = parse_yen(row.get(column, ""))
    except NotYen as error:
        raise _Unreadable(column) from error
    if not least <= found < MOST_YEN:
        raise _Unreadable(column)
    return found


def _day(text: str) -> date:
    """`2026-11-28`, `2026/11/28` or `20261128`."""
    match = _DAY.fullmatch(text)
    if match is None:
        raise _Unreadable("day")
    try:
        return date(*map(int, match.groups()))
    except ValueError as error:
        raise _Unreadable("day") from error
