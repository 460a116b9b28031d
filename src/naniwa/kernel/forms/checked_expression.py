"""Reads the names out of a serialised CEL CheckedExpr, which the CEL library does not offer itself.

Field numbers: https://github.com/google/cel-spec/blob/master/proto/cel/expr/syntax.proto and checked.proto.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

ANY_VALUE, CHECKED_EXPR = 2, 4
CONST, IDENT, SELECT, CALL, LIST, COMPREHENSION = 3, 4, 5, 6, 7, 9
LENGTH_DELIMITED, VARINT = 2, 0


@dataclass(frozen=True, slots=True)
class Names:
    """What an expression mentions."""

    variables: frozenset[str]
    row_parts: frozenset[str]
    """Parts selected from something that is not a variable of its own: rows of a repeat group."""
    compared: frozenset[tuple[str, str]]
    """(variable, text constant) compared for being equal: `kind == "company"`."""
    given: frozenset[tuple[str, str, bool]]
    """(function, what is given to it, whether that is a text constant): `days_between(born_on, "2027-04-01")`."""


def names(serialized: bytes) -> Names:
    """Variables and row parts of a checked expression."""
    tally = _Tally()
    for body in _messages(serialized, ANY_VALUE):
        for expression in _messages(body, CHECKED_EXPR):
            _walk(expression, tally)
    return Names(
        frozenset(tally.variables - tally.local),
        frozenset(tally.parts),
        frozenset(tally.compared),
        frozenset(tally.given),
    )


@dataclass
class _Tally:
    variables: set[str] = field(default_factory=set)
    local: set[str] = field(default_factory=set)
    parts: set[str] = field(default_factory=set)
    compared: set[tuple[str, str]] = field(default_factory=set)
    given: set[tuple[str, str, bool]] = field(default_factory=set)


def _walk(expression: bytes, tally: _Tally) -> None:
    for number, body in _fields(expression):
        if number == IDENT:
            tally.variables.update(_strings(body, 1))
        elif number == SELECT:
            tally.parts.update(_strings(body, 2))
        elif number == COMPREHENSION:
            tally.local.update(*(_strings(body, which) for which in (1, 3, 8)))
        elif number == CALL:
            tally.compared.update(_comparison(body))
            tally.given.update(_arguments(body))
        for child in _children(number, body):
            _walk(child, tally)


def _comparison(call: bytes) -> Iterator[tuple[str, str]]:
    """Pairs in `variable == "text"`, `!=`, `"text" in variable` and `variable in ["text", ...]`."""
    if not {"_==_", "_!=_", "@in"} & set(_strings(call, 2)):
        return
    sides = list(_messages(call, 3))
    names = [name for side in sides for ident in _messages(side, IDENT) for name in _strings(ident, 1)]
    lists = [item for side in sides for entry in _messages(side, LIST) for item in _messages(entry, 1)]
    texts = [text for side in (*sides, *lists) for const in _messages(side, CONST) for text in _strings(const, 6)]
    yield from ((name, text) for name in names for text in texts)


def _arguments(call: bytes) -> Iterator[tuple[str, str, bool]]:
    """Variables and text constants that stand as they are between the brackets of a function."""
    for function in _strings(call, 2):
        for side in _messages(call, 3):
            yield from ((function, name, False) for ident in _messages(side, IDENT) for name in _strings(ident, 1))
            yield from ((function, text, True) for const in _messages(side, CONST) for text in _strings(const, 6))


_CHILDREN = {SELECT: (1,), CALL: (1, 3), LIST: (1,), COMPREHENSION: (2, 4, 5, 6, 7)}


def _children(number: int, body: bytes) -> Iterator[bytes]:
    for which, inner in _fields(body) if number in _CHILDREN or number == 8 else ():  # noqa: PLR2004 - struct
        if which in _CHILDREN.get(number, ()):
            yield inner
        elif number == 8 and which == 2:  # noqa: PLR2004 - entries of a map literal
            yield from (value for entry, value in _fields(inner) if entry in (3, 4))


def _messages(data: bytes, wanted: int) -> Iterator[bytes]:
    return (body for number, body in _fields(data) if number == wanted)


def _strings(data: bytes, wanted: int) -> Iterator[str]:
    return (body.decode() for body in _messages(data, wanted))


def _fields(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Length-delimited fields of a protobuf message; numbers are skipped."""
    at = 0
    while at < len(data):
        tag, at = _varint(data, at)
        value, at = _varint(data, at) if tag & 7 in (VARINT, LENGTH_DELIMITED) else (0, at + (8 if tag & 7 == 1 else 4))
        if tag & 7 == LENGTH_DELIMITED:
            yield tag >> 3, data[at : at + value]
            at += value


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:  # noqa: PLR2004 - the continuation bit
            return value, at
        shift += 7
