"""Heads of the inventory's files: what a column is called, and which column a head means."""

import unicodedata
from collections.abc import Sequence
from typing import Final

from naniwa.services.inventory.rules.columns import COLUMNS, Column
from naniwa.services.inventory.rules.seals import Word

ROW_ID: Final = Word("row_id", "行ID", "Row ID")
EDITION: Final = Word("edition", "版", "Edition")
REASONS: Final = Word("reasons", "直すところ", "To mend")
NUMBER: Final = Word("number", "整理番号", "Number")
OWN: Final = (ROW_ID, EDITION, NUMBER, REASONS)
LEAST = 3
"""A row with so many known heads is the head of the list."""


def in_language(word: Word | Column, language: str) -> str:
    return word.en if language.startswith("en") else word.ja


def plain(head: str) -> str:
    """A head as it is compared: without width, case and the mark of what must be filled in."""
    return unicodedata.normalize("NFKC", head).replace("*", "").replace("\n", "").strip().casefold()


def _meanings() -> dict[str, str]:
    own = {name: word.value for word in OWN for name in (word.value, word.ja, word.en)}
    ours = {name: column.key for column in COLUMNS for name in (column.key, column.ja, column.en)}
    return {plain(name): key for name, key in {**own, **ours}.items()}


MEANINGS: Final = _meanings()


def keys_of(row: Sequence[str]) -> list[str]:
    """The key of each head in a row; empty where it is not known, and where it stands a second time."""
    found: list[str] = []
    for head in row:
        key = MEANINGS.get(plain(head), "")
        found.append("" if key in found else key)
    return found


def is_head(row: Sequence[str]) -> bool:
    return sum(bool(key) for key in keys_of(row)) >= LEAST
