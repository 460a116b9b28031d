"""法人番号: thirteen digits, of which the first checks the others."""

import re
import unicodedata

TWELVE, THIRTEEN = 12, 13


class NotTwelveDigits(ValueError):
    """A check digit is worked out from exactly twelve digits."""


def check_digit(twelve: str) -> str:
    """9 - (sum of digit x Q mod 9), from the right Q = 1 at odd and 2 at even places. Raises NotTwelveDigits.

    Source: 法人番号の指定等に関する省令 第2条.
    """
    if re.fullmatch(r"[0-9]{12}", twelve) is None:
        raise NotTwelveDigits(twelve)
    total = sum(map(int, twelve)) + sum(map(int, twelve[::2]))
    return str(9 - total % 9)


def from_twelve(twelve: str) -> str:
    """Put the check digit in front. Raises NotTwelveDigits."""
    return check_digit(twelve) + twelve


def normalise(text: str) -> str:
    """Half-width, without the hyphens and spaces people put between groups."""
    return re.sub(r"[\s‐-―−ー-]", "", unicodedata.normalize("NFKC", text))


def is_valid(number: str) -> bool:
    return re.fullmatch(r"[0-9]{13}", number) is not None and from_twelve(number[1:]) == number
