"""Medical areas: which municipalities belong to each, and where a municipality lies."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from naniwa.kernel import organisations
from naniwa.services.outbreak.rules.placement import Place

MUNICIPALITIES = Path(organisations.__file__).parent / "data" / "municipalities.csv"
FILE = Path(__file__).parent / "areas.csv"


@dataclass(frozen=True, slots=True)
class Town:
    """A municipality with its medical area and the place of its town hall."""

    code: str
    name: str
    area: str
    place: Place


@cache
def names() -> Mapping[str, str]:
    """English name of each area by its Japanese name, in the order of the file."""
    return {row["area"]: row["area_en"] for row in _rows(FILE)}


@cache
def towns() -> Mapping[str, Town]:
    """By six-digit code; wards of a city are no towns."""
    area_of = {name: row["area"] for row in _rows(FILE) for name in row["municipalities"].split()}
    return {
        row["lgcode"]: Town(row["lgcode"], row["city"], area_of[row["city"]], (float(row["lat"]), float(row["lng"])))
        for row in _rows(MUNICIPALITIES)
        if row["city"] in area_of
    }


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))
