"""ゆうちょ: from the 記号 and 番号 on a passbook to what a bank transfer wants."""

import re
import unicodedata
from dataclasses import dataclass

BANK_CODE = "9900"
ORDINARY, CURRENT = "1", "2"


class NotAPassbookNumber(ValueError):
    """What is wrong with the 記号 or 番号, in Japanese."""


@dataclass(frozen=True, slots=True)
class TransferAccount:
    """店番, 預金種目 (1 普通, 2 当座) and seven digits."""

    branch_code: str
    account_type: str
    account_number: str
    bank_code: str = BANK_CODE


def to_transfer(symbol: str, number: str) -> TransferAccount:
    """Convert 記号 (five digits) and 番号 (up to eight). Raises NotAPassbookNumber."""
    symbol, number = _digits(symbol), _digits(number)
    if re.fullmatch(r"[01]\d{4}", symbol) is None:
        raise NotAPassbookNumber("記号は、0か1で始まる5桁の数字です。例：14180")
    if symbol[0] == "0":
        return TransferAccount(symbol[1:3] + "9", CURRENT, _seven(number))
    return TransferAccount(symbol[1:3] + "8", ORDINARY, _seven(number[:-1]))


def _seven(digits: str) -> str:
    if re.fullmatch(r"\d{1,7}", digits) is None:
        raise NotAPassbookNumber("番号は、8桁までの数字です。例：12345671")
    return digits.zfill(7)


def _digits(text: str) -> str:
    return re.sub(r"[\s‐-―−ー-]", "", unicodedata.normalize("NFKC", text))
