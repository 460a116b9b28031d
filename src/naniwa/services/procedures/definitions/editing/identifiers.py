"""Identifiers in a rule: which words of a CEL text name a question or a value, and which only look like it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

PIECE = re.compile(
    r"""(?P<gap>\s+|//[^\n]*)
      | (?P<text>[rRbB]{0,2}(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'))
      | (?P<number>\d[\w.]*)
      | (?P<name>[A-Za-z_]\w*)
      | (?P<sign>.)""",
    re.VERBOSE | re.DOTALL,
)
MACROS = frozenset({"all", "exists", "exists_one", "filter", "map"})
ASKED = "answered"
"""`answered.shop`: whether a question was answered."""


@dataclass(frozen=True, slots=True)
class _Word:
    kind: str
    text: str
    begin: int


def renamed(rule: str, old: str, new: str) -> str:
    """The rule with a question or a value called something else; texts, members and bound names stay as they are."""
    words = _words(rule)
    hidden = _hidden(words, old)
    hits = [
        word.begin
        for at, word in enumerate(words)
        if word.kind == "name" and word.text == old and at not in hidden and _is_variable(words, at)
    ]
    return _replaced(rule, hits, old, new)


def renamed_in_rows(rule: str, rows: str, old: str, new: str) -> str:
    """The same for a question of a row, as in `rows.old` and `rows.all(one, one.old > 0)`."""
    words = _words(rule)
    holders = {rows, *(name for name, at in _bound(words) if _receiver(words, at) == rows)}
    hits = [
        word.begin
        for at, word in enumerate(words)
        if word.text == old and _receiver(words, at) in holders and _text(words, at + 1) != "("
    ]
    return _replaced(rule, hits, old, new)


def _words(rule: str) -> list[_Word]:
    found = (_Word(str(hit.lastgroup), hit[0], hit.start()) for hit in PIECE.finditer(rule))
    return [word for word in found if word.kind != "gap"]


def _is_variable(words: Sequence[_Word], at: int) -> bool:
    return _text(words, at - 1) != "." or (_receiver(words, at) == ASKED and _text(words, at - 3) != ".")


def _receiver(words: Sequence[_Word], at: int) -> str:
    """What stands before the dot in front of a word; "" where no single name does."""
    before = at - 2
    return words[before].text if before >= 0 and words[at - 1].text == "." and words[before].kind == "name" else ""


def _bound(words: Sequence[_Word]) -> Iterator[tuple[str, int]]:
    """(name, number of the macro's word) of each name that a macro binds."""
    for at, word in enumerate(words):
        opens, closes = _text(words, at + 1), _text(words, at + 3)
        if word.text in MACROS and _text(words, at - 1) == "." and (opens, closes) == ("(", ","):
            yield words[at + 2].text, at


def _hidden(words: Sequence[_Word], name: str) -> set[int]:
    """Numbers of the words inside macros that bind the name."""
    return {one for bound, at in _bound(words) if bound == name for one in range(at + 1, _closing(words, at + 1))}


def _closing(words: Sequence[_Word], at: int) -> int:
    depth = 0
    for number in range(at, len(words)):
        depth += {"(": 1, ")": -1}.get(words[number].text, 0)
        if depth == 0:
            return number
    return len(words)


def _text(words: Sequence[_Word], at: int) -> str:
    return words[at].text if 0 <= at < len(words) else ""


def _replaced(rule: str, hits: Sequence[int], old: str, new: str) -> str:
    for begin in reversed(hits):
        rule = rule[:begin] + new + rule[begin + len(old) :]
    return rule
