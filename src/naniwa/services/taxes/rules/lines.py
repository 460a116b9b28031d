"""The list of bills that the tax system hands over: what its columns are, and bills made of its rows.

One row is one instalment (期別); the rows of one number are one bill and say the same of it.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

MOST_ROWS = 50_000
MOST_INSTALMENTS = 12
MOST_YEN = 10**11
_DAY = re.compile(r"(\d{4})[-/.]?(\d{1,2})[-/.]?(\d{1,2})", re.ASCII)
_EXCEL_DAY = re.compile(r"[1-6]\d{4}", re.ASCII)
_EXCEL_EPOCH = date(1899, 12, 30)
_CODE = re.compile(r"[0-9A-Za-z-]{1,20}")
_POSTCODE = re.compile(r"\d{3}-?\d{4}", re.ASCII)
_MAIL = re.compile(r"[^@\s,;<>\"]{1,64}@[^@\s,;<>\"]+\.[^@\s,;<>\"]+")
_YEAR = re.compile(r"20\d{2}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Column:
    """`names` are the heads by which it is known, in Japanese, English and as programs write it."""

    key: str
    names: tuple[str, ...]
    needed: bool = True
    of_bill: bool = True
    longest: int = 200


COLUMNS: tuple[Column, ...] = (
    Column("number", ("通知書番号", "Bill number", "number"), longest=20),
    Column("tax", ("税目", "Tax", "tax")),
    Column("year", ("年度", "Fiscal year", "year"), longest=4),
    Column("name", ("氏名", "Name", "name"), longest=200),
    Column("kana", ("フリガナ", "Kana", "kana"), needed=False),
    Column("postcode", ("郵便番号", "Postcode", "postcode"), longest=8),
    Column("address", ("住所", "Address", "address"), longest=300),
    Column("born_on", ("生年月日", "Date of birth", "born_on"), needed=False),
    Column("email", ("メールアドレス", "E-mail", "email"), needed=False, longest=254),
    Column("details", ("課税の内容", "Details", "details"), needed=False, longest=1_000),
    Column("instalment", ("期別", "Instalment", "instalment"), of_bill=False, longest=2),
    Column("due_on", ("納期限", "Due date", "due_on"), of_bill=False),
    Column("amount", ("税額", "Amount", "amount"), of_bill=False),
)
BY_KEY: Mapping[str, Column] = {column.key: column for column in COLUMNS}
NEEDED = frozenset(column.key for column in COLUMNS if column.needed)

type Texts = Mapping[str, str]
type Check = Callable[[str, Mapping[str, str]], str]
"""Of a text and of the slugs by names of taxes: the code of what is wrong, or nothing."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a row is not taken: the column, and one of `missing`, `long`, `shape`, `past`, `unknown`, `twice`, `other`,
    `much`, `with` (another row of its bill is wrong).
    """

    key: str
    code: str


@dataclass(frozen=True, slots=True)
class Instalment:
    """`number` counts from 1; whole yen above 0."""

    number: int
    due_on: date
    amount_yen: int


@dataclass(frozen=True, slots=True)
class NewBill:
    """A bill as the list says it."""

    number: str
    tax: str
    year: int
    name: str
    kana: str
    postcode: str
    address: str
    born_on: date | None
    email: str
    details: str
    instalments: tuple[Instalment, ...]

    @property
    def total_yen(self) -> int:
        return sum(one.amount_yen for one in self.instalments)


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the file below the heads, by the keys of our columns."""

    number: int
    texts: Texts


@dataclass(frozen=True, slots=True)
class Assessed:
    """Bills that could be taken, those that are in the register already, and rows with what to mend."""

    new: tuple[NewBill, ...]
    known: tuple[str, ...]
    wrong: tuple[tuple[Line, tuple[Problem, ...]], ...]


def key_of(head: str) -> str:
    """The column that a head means; empty for another."""
    plain = unicodedata.normalize("NFKC", head).replace("*", "").strip().casefold()
    return next((column.key for column in COLUMNS if plain in {name.casefold() for name in column.names}), "")


def assess(lines: Iterable[Line], *, taxes: Mapping[str, str], known: Collection[str]) -> Assessed:
    """`taxes` gives the slug of each name of a tax; `known` are the numbers of bills in the register."""
    by_bill: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        by_bill[line.texts.get("number", "")].append(line)
    new, there, wrong = [], [], []
    for number, rows in by_bill.items():
        if number in known:
            there.append(number)
            continue
        problems = _problems(rows, taxes)
        if any(problems):
            with_it = (Problem("number", "with"),)
            wrong += [(row, found or with_it) for row, found in zip(rows, problems, strict=True)]
        else:
            new.append(_bill(rows, taxes))
    return Assessed(tuple(new), tuple(there), tuple(sorted(wrong, key=lambda pair: pair[0].number)))


def _problems(rows: Sequence[Line], taxes: Mapping[str, str]) -> list[tuple[Problem, ...]]:
    """Of each row of one bill."""
    seen: set[int] = set()
    found = []
    for row in rows:
        problems = [problem for column in COLUMNS if (problem := _problem(column, row.texts, taxes))]
        if not problems:
            number = int(row.texts["instalment"])
            problems += [Problem("instalment", "twice")] if number in seen else []
            seen.add(number)
            problems += [Problem(key, "other") for key in _differing(rows[0].texts, row.texts)]
        found.append(tuple(problems))
    return found


def _differing(first: Texts, other: Texts) -> list[str]:
    return [column.key for column in COLUMNS if column.of_bill and _text(first, column) != _text(other, column)]


def _text(texts: Texts, column: Column) -> str:
    return texts.get(column.key, "")


def _problem(column: Column, texts: Texts, taxes: Mapping[str, str]) -> Problem | None:
    text = _text(texts, column)
    if not text:
        return Problem(column.key, "missing") if column.needed else None
    if len(text) > column.longest:
        return Problem(column.key, "long")
    code = _CHECKS[column.key](text, taxes) if column.key in _CHECKS else ""
    return Problem(column.key, code) if code else None


def _shape(pattern: re.Pattern[str]) -> Check:
    return lambda text, _taxes: "" if pattern.fullmatch(text) else "shape"


def _checked_amount(text: str, _taxes: Mapping[str, str]) -> str:
    yen = _yen(text)
    if yen is None or yen <= 0:
        return "shape"
    return "much" if yen >= MOST_YEN else ""


def _checked_instalment(text: str, _taxes: Mapping[str, str]) -> str:
    number = _whole(text)
    return "" if number is not None and 1 <= number <= MOST_INSTALMENTS else "shape"


_CHECKS: Mapping[str, Check] = {
    "number": _shape(_CODE),
    "tax": lambda text, taxes: "" if text in taxes else "unknown",
    "year": _shape(_YEAR),
    "postcode": _shape(_POSTCODE),
    "born_on": lambda text, _taxes: "" if day_of(text) else "shape",
    "email": _shape(_MAIL),
    "instalment": _checked_instalment,
    "due_on": lambda text, _taxes: "" if day_of(text) else "shape",
    "amount": _checked_amount,
}


def _bill(rows: Sequence[Line], taxes: Mapping[str, str]) -> NewBill:
    texts = rows[0].texts
    told = {key: texts.get(key, "") for key in ("number", "name", "kana", "address", "email", "details")}
    digits = texts["postcode"].replace("-", "")
    return NewBill(
        **told,
        tax=taxes[texts["tax"]],
        year=int(texts["year"]),
        postcode=f"{digits[:3]}-{digits[3:]}",
        born_on=day_of(texts.get("born_on", "")),
        instalments=tuple(sorted((_instalment(row.texts) for row in rows), key=lambda one: one.number)),
    )


def _instalment(texts: Texts) -> Instalment:
    due_on, yen = day_of(texts["due_on"]), _yen(texts["amount"])
    if due_on is None or yen is None:
        raise ValueError(texts["due_on"])
    return Instalment(int(texts["instalment"]), due_on, yen)


def day_of(text: str) -> date | None:
    """`2026-06-30`, `2026/6/30`, `20260630`, or the number by which Excel keeps a day; None for anything else."""
    if _EXCEL_DAY.fullmatch(text):
        return _EXCEL_EPOCH + timedelta(days=int(text))
    match = _DAY.fullmatch(text)
    try:
        return date(*map(int, match.groups())) if match else None
    except ValueError:
        return None


def _yen(text: str) -> int | None:
    plain = unicodedata.normalize("NFKC", text).replace(",", "").removesuffix("円").removeprefix("¥").strip()
    return _whole(plain)


def _whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 15 else None  # noqa: PLR2004 - no number of ours is longer
