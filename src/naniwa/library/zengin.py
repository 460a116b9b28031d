"""全銀 総合振込: the file that tells the bank whom to pay, byte for byte, written and read."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from naniwa.library.kana import fold

RECORD = 120
MOST_RECORDS = 999_999
MOST_YEN = 9_999_999_999
MOST_TOTAL = 999_999_999_999
PAYEE_WIDTH = 30
ACCOUNT_TYPES = frozenset("1249")
OUR_ACCOUNT_TYPES = frozenset("129")


class ZenginError(ValueError):
    """The file cannot be written or read."""


class UnwritableName(ZenginError):
    """The name has characters for which the file has none."""

    def __init__(self, name: str, folded: str, lost: tuple[str, ...]) -> None:
        super().__init__(f"{name!r} loses {' '.join(lost) or 'everything'} and would read {folded!r}")
        self.name, self.folded, self.lost = name, folded, lost


class WrongDigits(ZenginError):
    """A code or an account number is not made of digits or is too long."""


class AmountOutOfRange(ZenginError):
    """A line carries 1 to 9,999,999,999 yen."""


class TooManyRecords(ZenginError):
    """One header carries at most 999,999 lines and 999,999,999,999 yen."""


class BadFile(ZenginError):
    """The bytes are not a file of this kind; the message names the record."""


@dataclass(frozen=True, slots=True)
class Header:
    """Who pays, from where, on which banking day. Names are kana in any width."""

    client_code: str
    client_name: str
    transfer_on: date
    bank_code: str
    bank_name: str
    branch_code: str
    branch_name: str
    account_type: str
    account_number: str


@dataclass(frozen=True, slots=True)
class Line:
    """One transfer, whole yen; `customer_code` has up to 20 digits and comes back with a failed transfer."""

    bank_code: str
    bank_name: str
    branch_code: str
    branch_name: str
    account_type: str
    account_number: str
    payee: str
    amount_yen: int
    customer_code: str = "0"


@dataclass(frozen=True, slots=True)
class Contents:
    """A file as read back; the year is not in it, so the transfer day is (month, day)."""

    client_code: str
    client_name: str
    month_day: tuple[int, int]
    lines: tuple[Line, ...]
    total_yen: int


def payee_text(name: str) -> str:
    """Fold and cut to the 30 bytes of a line. Raises UnwritableName."""
    return _text(name, PAYEE_WIDTH).rstrip(" ")


def write(header: Header, lines: Iterable[Line], *, line_end: bytes = b"") -> Iterator[bytes]:
    """Yield the records, each followed by `line_end` (b"" or CRLF). Raises ZenginError's kinds."""
    yield _header(header).encode("shift_jis") + line_end
    count = total = 0
    for line in lines:
        count, total = count + 1, total + line.amount_yen
        if count > MOST_RECORDS or total > MOST_TOTAL:
            raise TooManyRecords(f"{count} lines, {total} yen")
        yield _line(line).encode("shift_jis") + line_end
    yield f"8{count:06}{total:012}{'':101}".encode("ascii") + line_end
    yield f"9{'':119}".encode("ascii") + line_end


def read(data: bytes) -> Contents:
    """Read a file with or without line ends, and hold its trailer to its lines. Raises BadFile."""
    records = list(_records(data))
    kinds = "".join(record[:1] for record in records)
    if re.fullmatch("12*89", kinds) is None:
        raise BadFile(f"records come as {kinds[:20]!r}, not as one 1, any 2, one 8, one 9")
    lines = tuple(_read_line(record, number) for number, record in enumerate(records[1:-2], start=2))
    total = sum(line.amount_yen for line in lines)
    trailer = records[-2]
    if trailer[1:19] != f"{len(lines):06}{total:012}":
        raise BadFile(f"the trailer says {trailer[1:19]}, the lines {len(lines):06}{total:012}")
    header = records[0]
    if header[1:4] != "210" or not header[54:58].isdigit():
        raise BadFile("record 1 is no header of a 総合振込")
    month_day = (int(header[54:56]), int(header[56:58]))
    return Contents(header[4:14], header[14:54].rstrip(" "), month_day, lines, total)


def _header(header: Header) -> str:
    if header.account_type not in OUR_ACCOUNT_TYPES:
        raise WrongDigits(f"account type {header.account_type!r}")
    return (
        f"1210{_digits(header.client_code, 10)}{_text(header.client_name, 40)}{header.transfer_on:%m%d}"
        f"{_digits(header.bank_code, 4)}{_text(header.bank_name, 15)}"
        f"{_digits(header.branch_code, 3)}{_text(header.branch_name, 15)}"
        f"{header.account_type}{_digits(header.account_number, 7)}{'':17}"
    )


def _line(line: Line) -> str:
    if not 0 < line.amount_yen <= MOST_YEN:
        raise AmountOutOfRange(f"{line.amount_yen} yen")
    if line.account_type not in ACCOUNT_TYPES:
        raise WrongDigits(f"account type {line.account_type!r}")
    return (
        f"2{_digits(line.bank_code, 4)}{_text(line.bank_name, 15)}"
        f"{_digits(line.branch_code, 3)}{_text(line.branch_name, 15)}0000"
        f"{line.account_type}{_digits(line.account_number, 7)}{_text(line.payee, PAYEE_WIDTH)}"
        f"{line.amount_yen:010}0{_digits(line.customer_code, 20)}7{'':8}"
    )


def _digits(text: str, width: int) -> str:
    if len(text) > width or not (text.isascii() and text.isdigit()):
        raise WrongDigits(f"{text!r} is not up to {width} digits")
    return text.zfill(width)


@lru_cache(maxsize=65536)
def _text(name: str, width: int) -> str:
    folded = fold(name)
    if folded.lost or not folded.text.strip():
        raise UnwritableName(name, folded.text, folded.lost)
    return f"{folded.text[:width]:{width}}"


def _records(data: bytes) -> Iterator[str]:
    text = data.decode("shift_jis", errors="replace").rstrip("\x1a")
    pieces = text.splitlines() if "\n" in text else [text[at : at + RECORD] for at in range(0, len(text), RECORD)]
    for number, record in enumerate(pieces, start=1):
        if len(record) != RECORD:
            raise BadFile(f"record {number} has {len(record)} bytes instead of {RECORD}")
        yield record


def _read_line(record: str, number: int) -> Line:
    amount = record[80:90]
    if not amount.isdigit():
        raise BadFile(f"record {number} has no amount")
    return Line(
        bank_code=record[1:5],
        bank_name=record[5:20].rstrip(" "),
        branch_code=record[20:23],
        branch_name=record[23:38].rstrip(" "),
        account_type=record[42],
        account_number=record[43:50],
        payee=record[50:80].rstrip(" "),
        amount_yen=int(amount),
        customer_code=record[91:111],
    )
