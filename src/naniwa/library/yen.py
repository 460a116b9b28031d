"""Whole yen: written, read and divided without losing one."""

import re
import unicodedata
from collections.abc import Mapping
from fractions import Fraction

_YEN = re.compile(r"[¥\\]?(-?(?:\d{1,3}(?:,\d{3})+|\d+))円?")
_LONGEST = 20  # characters; 999 trillion with its commas, and far below what a bigint holds


class NotYen(ValueError):
    """The text is no whole amount of yen."""


class SharesNotWhole(ValueError):
    """The shares do not add up to the whole, or one is negative."""


def format_yen(amount: int) -> str:
    """1,000,000円"""
    return f"{amount:,}円"


def parse_yen(text: str) -> int:
    """Read 1,000円, ¥1,000 and １，０００円. Raises NotYen."""
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text)).replace("、", ",")
    match = _YEN.fullmatch(plain)
    if match is None or len(match[1]) > _LONGEST:
        raise NotYen(f"「{text}」を金額として読めません。例：1,000,000")
    return int(match[1].replace(",", ""))


def split[K](amount: int, shares: Mapping[K, Fraction]) -> dict[K, int]:
    """Divide so that the parts add up: odd yen go to the largest remainders, the first named before the rest.

    Raises SharesNotWhole.
    """
    if sum(shares.values(), Fraction(0)) != 1 or any(share < 0 for share in shares.values()):
        raise SharesNotWhole(f"{dict(shares)} do not add up to 1")
    exact = {who: amount * share for who, share in shares.items()}
    parts = {who: value.numerator // value.denominator for who, value in exact.items()}
    by_remainder = sorted(shares, key=lambda who: parts[who] - exact[who])
    for who in by_remainder[: amount - sum(parts.values())]:
        parts[who] += 1
    return parts
