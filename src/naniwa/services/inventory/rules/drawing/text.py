"""How wide a text is, by classes of characters, and where it breaks; no font is asked, so drawings never vary."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache

from budoux import Parser, load_default_japanese_parser

BESIDE_KATAKANA = re.compile(r"(?<=[^ァ-ヿ])(?=[ァ-ヿ])|(?<=[ァ-ヿ])(?=[^ァ-ヿ])")
NARROW = frozenset("ijlI1.,:;'|!()[]{}/- ")
BROAD = frozenset("mwMW@%&")
NEVER_FIRST = frozenset("、。，．・：；？！）」』】〕〉》ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々%％")


def width(text: str, size: float) -> float:
    """In the unit of `size`, the height of the letters."""
    return sum(_ems(letter) for letter in text) * size


@cache
def _ems(letter: str) -> float:
    if unicodedata.combining(letter) or unicodedata.category(letter) in {"Mn", "Cf"}:
        return 0.0
    if unicodedata.east_asian_width(letter) in "WFA":
        return 1.0
    if letter in NARROW:
        return 0.36
    return 0.92 if letter in BROAD else 0.7 if letter.isupper() else 0.6


@lru_cache(maxsize=4096)
def wrapped(text: str, most: float, size: float) -> tuple[str, ...]:
    """Lines no wider than `most`, broken between phrases, and inside one only where it is longer than a line."""
    phrases = [one for word in _words(text) for one in (_parser().parse(word) if not word.isascii() else [word])]
    return packed(phrases, most, size)


def packed(phrases: Iterable[str], most: float, size: float) -> tuple[str, ...]:
    """As many phrases in a line as it holds."""
    lines = [""]
    for part in (short for phrase in phrases for short in _short(phrase, most, size)):
        if lines[-1] and width((lines[-1] + part).rstrip(), size) > most:
            lines.append("")
        lines[-1] += part if lines[-1] else part.lstrip()
    return tuple(line.rstrip() for line in lines if line.strip()) or ("",)


def _words(text: str) -> list[str]:
    """Cut behind each space."""
    return [word for word in text.replace(" ", " \0").split("\0") if word]


def _short(phrase: str, most: float, size: float) -> list[str]:
    """Whole where it fits, else cut before and behind katakana, else between letters."""
    if width(phrase.rstrip(), size) <= most:
        return [phrase]
    runs = _runs(phrase)
    if len(runs) > 1:
        return [part for run in runs for part in _short(run, most, size)]
    parts = [""]
    for letter in phrase:
        if parts[-1] and letter not in NEVER_FIRST and width(parts[-1] + letter, size) > most - size:
            parts.append("")
        parts[-1] += letter
    return parts


def _runs(phrase: str) -> list[str]:
    runs: list[str] = []
    for run in BESIDE_KATAKANA.split(phrase):
        if runs and run[0] in NEVER_FIRST:
            runs[-1] += run
        else:
            runs.append(run)
    return runs


@cache
def _parser() -> Parser:
    return load_default_japanese_parser()
