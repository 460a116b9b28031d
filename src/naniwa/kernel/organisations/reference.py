"""The organisations that come with Naniwa, as its file lists them; to be read without a database."""

import csv
from functools import cache
from pathlib import Path

ORGANISATIONS = Path(__file__).parent / "data" / "organisations.csv"


@cache
def listed() -> tuple[dict[str, str], ...]:
    """The rows of the file, those above before those below them."""
    with ORGANISATIONS.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def listed_codes() -> list[str]:
    """Codes of all organisations, in the order of the file."""
    return [row["code"] for row in listed()]
