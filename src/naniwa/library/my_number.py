"""個人番号 (My Number): recognised so that it is never kept, for nothing here may hold one.

Twelve digits, of which the last checks the others. The law lets a number be taken only for the tasks it names
(行政手続における特定の個人を識別するための番号の利用等に関する法律 第15条・第20条).
"""

import re
from collections.abc import Mapping
from typing import Any

ELEVEN = 11
HIDDEN = "●"
_Q = (2, 3, 4, 5, 6, 7, 2, 3, 4, 5, 6)
_DIGITS = "0123456789０１２３４５６７８９"
_NARROW = str.maketrans("０１２３４５６７８９", "0123456789")
_SIGN = r"[-‐-―−－ー]"
_GAP = rf"(?:{_SIGN}|[ \u3000])"
# Twelve in a row or in three groups of four; not within a longer number, the name of a file's copy (letters, hyphen,
# digits), nor a telephone number with its +81.
_TWELVE = re.compile(
    rf"(?<![{_DIGITS}+＋])(?<![{_DIGITS}][.．])(?<![{_DIGITS}A-Za-z]{_SIGN})[{_DIGITS}]{{4}}(?P<gap>{_GAP}?)[{_DIGITS}]{{4}}(?P=gap)[{_DIGITS}]{{4}}"
    rf"(?![{_DIGITS}]|{_SIGN}[{_DIGITS}])"
)
_FOUR = re.compile(r"[0-9０-９]{4}").search  # few texts get past it, and it is quick
# A year of these two centuries, month, day, hour and minute, as machines write a moment into the name of a file.
_MOMENT = re.compile(r"(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])(?:[01][0-9]|2[0-3])[0-5][0-9]")


class NotElevenDigits(ValueError):
    """A check digit is worked out from exactly eleven digits."""


def check_digit(eleven: str) -> str:
    """11 - (sum of P(n) x Q(n) mod 11), and 0 where the remainder is 0 or 1. Raises NotElevenDigits.

    P(n) is the n-th digit from the right; Q(n) is n + 1 up to the sixth and n - 5 from the seventh on.
    Source: 平成26年総務省令第85号 (the ordinance on notification cards and Individual Number Cards), article 5.
    """
    if re.fullmatch(r"[0-9]{11}", eleven) is None:
        raise NotElevenDigits(eleven)
    total = sum(int(digit) * q for digit, q in zip(reversed(eleven), _Q, strict=True))
    remainder = total % ELEVEN
    return str(0 if remainder <= 1 else ELEVEN - remainder)


def is_valid(number: str) -> bool:
    """Whether twelve plain digits have the check digit of a My Number; one in eleven of any others has it too."""
    return re.fullmatch(r"[0-9]{12}", number) is not None and check_digit(number[:ELEVEN]) == number[ELEVEN]


def holds_one(text: str) -> bool:
    """Whether a text holds what must be taken for a My Number; asked of every text, so it is quick."""
    return len(text) > ELEVEN and _FOUR(text) is not None and any(map(_is_one, _TWELVE.finditer(text)))


def hidden(text: str) -> str:
    """The same text with a dot in place of each digit of a My Number."""
    if len(text) <= ELEVEN:
        return text
    return _TWELVE.sub(lambda found: re.sub(f"[{_DIGITS}]", HIDDEN, found[0]) if _is_one(found) else found[0], text)


def hidden_in(value: Any) -> Any:  # noqa: ANN401 - anything that JSON can say
    """A value as it may be stored: every text of it, however deep, without a My Number."""
    if isinstance(value, str):
        return hidden(value)
    if isinstance(value, Mapping):
        return {key: hidden_in(one) for key, one in value.items()}
    return [hidden_in(one) for one in value] if isinstance(value, list | tuple) else value


def _is_one(found: re.Match[str]) -> bool:
    digits = "".join(sign for sign in found[0] if sign in _DIGITS).translate(_NARROW)
    if not found["gap"] and _MOMENT.fullmatch(digits):
        return False
    return is_valid(digits)
