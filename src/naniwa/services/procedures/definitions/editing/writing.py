"""Writes values as YAML in the form the shipped definitions have: short things on one line, the rest in blocks."""

import json
import re
from collections.abc import Mapping
from functools import lru_cache

import yaml

from naniwa.kernel.forms.definition.source import UnsoundDefinition, parse
from naniwa.services.procedures.definitions.editing.places import Yaml

WIDTH = 120
STEP = "  "
ODD = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
NUMERIC = re.compile(r"^[-+.]?\d[\d_.:a-fA-FoxeE+-]*$")
MOMENT = re.compile(r"^\d{4}-\d{2}-\d{2}T[0-9:.+-]+$")


def write(document: Mapping[str, Yaml]) -> str:
    """A whole document as text."""
    return "\n".join(_mapping(document, 0)) + "\n"


def after_key(value: Yaml, column: int, used: int) -> str:
    """What follows `key:` in a block whose keys stand at a column; `used` are the columns the key takes."""
    if (short := _short(value, used + 1)) is not None:
        return " " + short
    if isinstance(value, str):
        return " " + _text(value, column + len(STEP))
    inner = column + len(STEP)
    return "\n" + "\n".join(_mapping(value, inner) if isinstance(value, Mapping) else _items(value, inner))


def after_dash(value: Yaml, column: int) -> str:
    """What follows `- ` where the item itself starts at a column."""
    if (short := _short(value, column)) is not None:
        return short
    if isinstance(value, str):
        return _text(value, column)
    lines = _mapping(value, column) if isinstance(value, Mapping) else _items(value, column)
    return "\n".join([lines[0].lstrip(), *lines[1:]])


def inline(value: Yaml) -> str:
    """The value on one line."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{scalar(key)}: {inline(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(inline, value)) + "]"
    return scalar(value)


def scalar(value: Yaml) -> str:
    """One text, number, true, false or null, as it may stand anywhere."""
    if isinstance(value, str):
        return _quoted(value)
    if value is None:
        return "null"
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value)


@lru_cache(maxsize=4096)
def _quoted(words: str) -> str:
    if _plain(words):
        return words
    if '"' in words and "'" not in words and not ODD.search(words) and not set("\n\t\\\x85") & set(words):
        return f"'{words}'"
    escaped = json.dumps(words, ensure_ascii=False)
    return ODD.sub(lambda odd: f"\\u{ord(odd[0]):04x}", escaped)


def _plain(words: str) -> bool:
    """Whether it needs no quotes, neither for us nor for other readers of YAML."""
    if not words or words != words.strip() or ODD.search(words) or "\n" in words or "\t" in words:
        return False
    try:
        if parse(f"- {{k: {words}}}\n- k: {words}\n- - {words}\n", file="").document != [
            {"k": words},
            {"k": words},
            [words],
        ]:
            return False
    except UnsoundDefinition:
        return False
    usual = yaml.SafeLoader.yaml_implicit_resolvers.get(words[0], []) + yaml.SafeLoader.yaml_implicit_resolvers.get(
        None, []
    )
    if MOMENT.match(words):
        return True
    return not NUMERIC.match(words) and not any(pattern.match(words) for _tag, pattern in usual)


def _short(value: Yaml, used: int) -> str | None:
    """On the line it begins on; None if it is too long for that or has things of its own."""
    if not isinstance(value, Mapping | list | tuple):
        return None if isinstance(value, str) and "\n" in value else scalar(value)
    if value and not _may_be_short(value):
        return None
    written = inline(value)
    return written if used + len(written) <= WIDTH or not value else None


def _may_be_short(value: Yaml) -> bool:
    if isinstance(value, Mapping):
        return all(_may_be_short(one) for one in value.values())
    if isinstance(value, list | tuple):
        return not any(isinstance(one, Mapping | list | tuple) for one in value) and all(map(_may_be_short, value))
    return not (isinstance(value, str) and "\n" in value)


def _text(words: str, column: int) -> str:
    """Several lines as a block, if a block can hold them."""
    lines = words.rstrip("\n").split("\n")
    if (
        ODD.search(words)
        or "\t" in words
        or not lines[0].strip()
        or lines[0] != lines[0].lstrip()
        or words.endswith("\n\n")
    ):
        return scalar(words)
    if any(line != line.rstrip() for line in lines):
        return scalar(words)
    mark = "|" if words.endswith("\n") else "|-"
    return "\n".join([mark, *(" " * column + line if line else "" for line in lines)])


def _mapping(value: Mapping[str, Yaml], column: int) -> list[str]:
    lines: list[str] = []
    for key, one in value.items():
        head = " " * column + scalar(key) + ":"
        lines += (head + after_key(one, column, len(head))).split("\n")
    return lines


def _items(value: Yaml, column: int) -> list[str]:
    return [line for one in value for line in (" " * column + "- " + after_dash(one, column + 2)).split("\n")]
