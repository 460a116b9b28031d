"""Receipt references that are read out on the telephone: KX-0123-4567-8903."""

import re
import secrets
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

RANDOM_DIGITS = 11
_SHAPE = re.compile(r"([A-HJ-NP-Z]{2})(\d{12})")
# Damm's quasigroup of order 10 finds every wrong digit and every swap of neighbours.
_DAMM = (
    "0317598642", "7092154863", "4206871359", "1750983426", "6123045978",
    "3674209581", "5869720134", "8945362017", "9438617205", "2581436790",
)  # fmt: skip

_NEXT = {(str(row), str(column)): digit for row, digits in enumerate(_DAMM) for column, digit in enumerate(digits)}


class BadPrefix(ValueError):
    """A prefix is two capitals without I and O, which look like digits."""


def new(prefix: str) -> str:
    """Draw a reference that tells nothing of any other: one of 100,000,000,000. Raises BadPrefix."""
    digits = f"{secrets.randbelow(10**RANDOM_DIGITS):0{RANDOM_DIGITS}}"
    if _SHAPE.fullmatch(f"{prefix}{digits}0") is None:
        raise BadPrefix(prefix)
    whole = digits + _check(prefix, digits)
    return f"{prefix}-{whole[:4]}-{whole[4:8]}-{whole[8:]}"


def new_many(prefix: str, count: int, *, taken: Iterable[str] = ()) -> list[str]:
    """Draw references that differ from one another and from those taken."""
    used = set(taken)
    drawn: dict[str, None] = {}
    while len(drawn) < count:
        reference = new(prefix)
        if reference not in used:
            drawn[reference] = None
    return list(drawn)


def normalise(text: str) -> str:
    """Return the written form of what someone typed, or the text itself when it is no reference."""
    bare = re.sub(r"[\s‐-―−ー-]", "", unicodedata.normalize("NFKC", text)).upper()
    match = _SHAPE.fullmatch(bare)
    if match is None:
        return text
    return f"{match[1]}-{match[2][:4]}-{match[2][4:8]}-{match[2][8:]}"


def looks_valid(reference: str) -> bool:
    """Whether it is whole and well copied; says nothing of whether it was ever issued."""
    match = _SHAPE.fullmatch(re.sub("-", "", reference))
    return match is not None and normalise(reference) == reference and _check(match[1], match[2][:-1]) == match[2][-1]


def _check(prefix: str, digits: str) -> str:
    row = _start(prefix)
    for digit in digits:
        row = _NEXT[row, digit]
    return row


@lru_cache
def _start(prefix: str) -> str:
    """Where the letters, as numbers of two digits, lead."""
    row = "0"
    for digit in "".join(f"{ord(letter) - ord('A'):02}" for letter in prefix):
        row = _NEXT[row, digit]
    return row
