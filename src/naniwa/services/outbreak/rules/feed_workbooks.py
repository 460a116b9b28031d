"""Reads the sheets of a feed's workbook, each known by its heads, which may stand below some lines of other words."""

from collections.abc import Iterator, Sequence
from datetime import date

from naniwa.library.list_files import NotTaken, workbook_sheets
from naniwa.services.outbreak.rules.feeds import (
    Cases,
    Days,
    Read,
    Reason,
    Rows,
    Workbook,
    cases_of,
    days_of,
    heads_of,
)

HEADS_WITHIN = 10
LONGEST_NAME = 100


def sheets(form: Workbook, name: str, content: bytes, *, today: date) -> list[Read]:
    """One for each sheet; a sheet that is none of the feed's is named, and not taken."""
    found = []
    try:
        for title, rows in workbook_sheets(content):
            found.append(_sheet(form, f"{name} {title}"[:LONGEST_NAME], rows, today))
    except NotTaken as fault:
        damaged = Read(name)
        damaged.reject(0, Reason.UNREADABLE, type(fault).__name__)
        return [damaged]
    return found


def _sheet(form: Workbook, name: str, rows: Iterator[tuple[int, list[str]]], today: date) -> Read:
    for _number, (_line, cells) in zip(range(HEADS_WITHIN), rows, strict=False):
        heads = [cell.strip() for cell in cells]
        table = next((one for one in form.sheets if set(heads_of(one)) <= set(heads)), None)
        if table is not None:
            return _table(table, name, _below(heads, rows), today)
    read = Read(name)
    read.reject(0, Reason.UNKNOWN_SHEET)
    return read


def _table(table: Days | Cases, name: str, rows: Rows, today: date) -> Read:
    read = Read(name, fills=table.fills, tells_onset=isinstance(table, Cases) and bool(table.onset))
    if isinstance(table, Days):
        return days_of(table, rows, read, today=today)
    return cases_of(table, rows, read, today=today)


def _below(heads: Sequence[str], rows: Iterator[tuple[int, list[str]]]) -> Rows:
    for line, cells in rows:
        if any(cell.strip() for cell in cells):
            yield line, dict(zip(heads, cells, strict=False))
