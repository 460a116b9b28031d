"""Reads the files of an outbreak's daily feed: figures of days, rows of cases, and why a row is not taken.

Files come in UTF-8 or as Japanese Excel saves them; blank and "-" both stand for what is not known.
"""

import csv
import io
import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from naniwa.library.spreadsheet import decoded

type Rows = Iterable[tuple[int, Mapping[str, str]]]
"""Each with the number of its line, by heads."""

_EPOCH, _SERIAL = date(1899, 12, 30), re.compile("[34][0-9]{4}")
"""Excel counts days from there; 30000 is in 1982, 49999 in 2036."""
UNKNOWN = frozenset({"", "-", "－", "―", "ー"})
LONGEST_TEXT = 200
EARLIEST = date(2000, 1, 1)
MOST = Decimal(100_000_000)
ELSEWHERE, NOWHERE = "elsewhere", "unknown"
"""What stands in place of a municipality's code."""


class Reason(StrEnum):
    """Why something is not taken."""

    NO_FILE = "no_file"
    UNREADABLE = "unreadable"
    NO_COLUMN = "no_column"
    NO_DAY = "no_day"
    LATER_THAN_TODAY = "later_than_today"
    NOT_A_NUMBER = "not_a_number"
    TWICE = "twice"
    NO_NUMBER = "no_number"
    UNKNOWN_AGE = "unknown_age"
    UNKNOWN_PLACE = "unknown_place"
    WITHDRAWN = "withdrawn"
    TOTAL = "total"
    UNKNOWN_SHEET = "unknown_sheet"
    UNKNOWN_FILE = "unknown_file"

    @property
    def is_fault(self) -> bool:
        """Something that was to be taken could not be."""
        return self not in {Reason.WITHDRAWN, Reason.TOTAL, Reason.UNKNOWN_SHEET, Reason.UNKNOWN_FILE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """A table with a line for each day; `series` gives the key of each column. `json` holds lists beside `labels`.

    One that `fills` is older than the others: it tells of days that they do not. `totals` stand at the foot of it.
    """

    name: str
    day: str
    series: Mapping[str, str]
    json: bool = False
    fills: bool = False
    totals: Collection[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cases:
    """A table with a line for each case, by its columns; `ages` and `places` give the codes of what stands there.

    `no_onset` stands where no day is known. One that `fills` is older than the others: it tells of cases and days of
    onset that they do not.
    """

    name: str
    number: str
    day: str
    age: str
    place: str
    ages: Mapping[str, str]
    places: Mapping[str, str]
    onset: str = ""
    no_onset: Collection[str] = ()
    fills: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Workbook:
    """A file of Excel whose sheets are such tables, each known by its heads; `name` is a pattern."""

    name: str
    sheets: tuple[Days | Cases, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of one day."""

    series: str
    day: date
    value: Decimal


@dataclass(frozen=True, slots=True)
class Case:
    """A case as it was made public; `place` is a municipality's code, `ELSEWHERE` or `NOWHERE`."""

    number: int
    day: date
    age: str
    place: str
    onset: date | None = None


@dataclass(frozen=True, slots=True)
class Rejected:
    """A line (1 is the heads) that is not taken, or the column of it that is not."""

    file: str
    line: int
    reason: Reason
    text: str = ""


@dataclass(slots=True)
class Read:
    """What a file or a sheet holds; `rows` counts its lines without heads."""

    file: str
    rows: int = 0
    fills: bool = False
    tells_onset: bool = False
    figures: list[Figure] = field(default_factory=list)
    cases: list[Case] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)

    def reject(self, line: int, reason: Reason, text: str = "") -> None:
        self.rejected.append(Rejected(self.file, line, reason, text[:LONGEST_TEXT]))


class _Bad(Exception):
    """A row that is not taken."""

    def __init__(self, reason: Reason, text: str) -> None:
        super().__init__(reason)
        self.reason, self.text = reason, text


def days(form: Days, content: bytes, *, today: date) -> Read:
    """Figures of each day; a bad figure is left out, and the others of its line are taken."""
    read = Read(form.name, fills=form.fills)
    rows = _json_rows if form.json else _rows
    return days_of(form, rows(form, content, read), read, today=today)


def days_of(form: Days, rows: Rows, read: Read, *, today: date) -> Read:
    """As `days`, of rows by their heads."""
    seen = set[date]()
    for line, row in rows:
        read.rows += 1
        if row.get(form.day, "") in form.totals:
            read.reject(line, Reason.TOTAL, row.get(form.day, ""))
            continue
        try:
            day = _new_day(row.get(form.day, ""), seen, today)
        except _Bad as bad:
            read.reject(line, bad.reason, bad.text)
            continue
        for column, series in form.series.items():
            _take(read, line, series, day, row.get(column, ""))
    return read


def _new_day(text: str, seen: set[date], today: date) -> date:
    day = day_in(text, today)
    if day in seen:
        raise _Bad(Reason.TWICE, text)
    seen.add(day)
    return day


def _take(read: Read, line: int, series: str, day: date, text: str) -> None:
    if text.strip() in UNKNOWN:
        return
    try:
        read.figures.append(Figure(series, day, number_in(text)))
    except _Bad as bad:
        read.reject(line, bad.reason, f"{series}: {bad.text}")


def cases(form: Cases, content: bytes, *, today: date) -> Read:
    """Each case with a number of its own, a day, an age and a place that are known or said to be unknown."""
    read = Read(form.name, fills=form.fills, tells_onset=bool(form.onset))
    return cases_of(form, _rows(form, content, read), read, today=today)


def cases_of(form: Cases, rows: Rows, read: Read, *, today: date) -> Read:
    """As `cases`, of rows by their heads."""
    seen = set[int]()
    for line, row in rows:
        read.rows += 1
        try:
            case = case_of(form, row, today=today)
        except _Bad as bad:
            read.reject(line, bad.reason, bad.text)
            continue
        if case.number in seen:
            read.reject(line, Reason.TWICE, str(case.number))
        else:
            seen.add(case.number)
            read.cases.append(case)
    return read


def case_of(form: Cases, row: Mapping[str, str], *, today: date) -> Case:
    """One row. Raises what the reading of a file puts among its rejected rows."""
    number = row.get(form.number, "").strip()
    if not (number.isascii() and number.isdigit() and 0 < int(number) < MOST):
        raise _Bad(Reason.NO_NUMBER, number)
    onset = row.get(form.onset, "").strip() if form.onset else ""
    return Case(
        number=int(number),
        day=day_in(row.get(form.day, ""), today),
        age=_among(form.ages, row.get(form.age, ""), Reason.UNKNOWN_AGE),
        place=_among(form.places, row.get(form.place, ""), Reason.UNKNOWN_PLACE),
        onset=None if onset in UNKNOWN or onset in form.no_onset else day_in(onset, today),
    )


def _among(known: Mapping[str, str], text: str, reason: Reason) -> str:
    found = known.get("" if text.strip() in UNKNOWN else text.strip())
    if found is None:
        raise _Bad(reason, text)
    return found


def day_in(text: str, today: date) -> date:
    """`2021-07-21`, or with slashes and a time of day after it, or as Excel counts days, no later than today."""
    written = text.strip().replace("/", "-").partition(" ")[0].partition("T")[0]
    try:
        if _SERIAL.fullmatch(written):
            found = _EPOCH + timedelta(days=int(written))
        else:
            year, month, day = (int(part) for part in written.split("-"))
            found = date(year, month, day)
    except ValueError:
        raise _Bad(Reason.NO_DAY, text) from None
    if found < EARLIEST:
        raise _Bad(Reason.NO_DAY, text)
    if found > today:
        raise _Bad(Reason.LATER_THAN_TODAY, text)
    return found


def number_in(text: str) -> Decimal:
    """A count or a rate: nought or more, with or without commas between thousands."""
    try:
        found = Decimal(text.strip().replace(",", ""))
    except InvalidOperation:
        raise _Bad(Reason.NOT_A_NUMBER, text) from None
    if not found.is_finite() or not 0 <= found < MOST:
        raise _Bad(Reason.NOT_A_NUMBER, text)
    return found


def heads_of(form: Days | Cases) -> Sequence[str]:
    """What must stand at the head of the table."""
    if isinstance(form, Days):
        return [form.day, *form.series]
    return [form.number, form.day, form.age, form.place, *([form.onset] if form.onset else [])]


def _rows(form: Days | Cases, content: bytes, read: Read) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        lines = csv.reader(io.StringIO(decoded(content), newline=""), strict=True)
        heads = [head.strip() for head in next(lines, [])]
        missing = [head for head in heads_of(form) if head not in heads]
        if missing:
            read.reject(1, Reason.NO_COLUMN, ", ".join(missing))
            return
        for cells in lines:
            if any(cell.strip() for cell in cells):
                yield lines.line_num, dict(zip(heads, cells, strict=False))
    except (UnicodeDecodeError, csv.Error) as error:
        read.reject(0, Reason.UNREADABLE, str(error))


def _json_rows(form: Days, content: bytes, read: Read) -> Iterator[tuple[int, dict[str, str]]]:
    """Lists of equal length below `data`, and their days in `labels`."""
    try:
        held = json.loads(decoded(content))
        labels, lists = list(held[form.day]), [list(held["data"][column]) for column in form.series]
        rows = list(zip(labels, *lists, strict=True))
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        read.reject(0, Reason.UNREADABLE, str(error))
        return
    for line, (label, *values) in enumerate(rows, start=1):
        cells = ["" if value is None else str(value) for value in values]
        yield line, {form.day: str(label), **dict(zip(form.series, cells, strict=True))}
