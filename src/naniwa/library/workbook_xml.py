"""The XML inside a workbook (ECMA-376), read by expat: no document type, no entities, no more than a list holds."""

import posixpath
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from xml.parsers import expat

MOST_TEXT = 40_000_000
"""Characters of all shared strings, and of all cells."""
LONGEST = 32_767
MOST_CELLS = 1_000_000


class DamagedSheet(Exception):
    """Not what a workbook looks like inside."""


class TooMuchXml(Exception):
    """More cells or more text than any list of ours."""


def targets(workbook: bytes, relations: bytes) -> list[tuple[str, str]]:
    """The name of each sheet and the part that holds it, in their order. Raises DamagedSheet."""
    sheets: list[tuple[str, str]] = []
    parts: dict[str, str] = {}

    def opened(name: str, attributes: dict[str, str]) -> None:
        if _local(name) == "sheet":
            number = next((value for key, value in attributes.items() if _local(key) == "id"), "")
            sheets.append((attributes.get("name", ""), number))

    def related(name: str, attributes: dict[str, str]) -> None:
        if _local(name) == "Relationship":
            parts[attributes.get("Id", "")] = attributes.get("Target", "")

    _parse(workbook, opened)
    _parse(relations, related)
    return [(name, _path(parts.get(number, ""))) for name, number in sheets]


def _path(target: str) -> str:
    path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
    if not target or not path.startswith("xl/"):
        raise DamagedSheet
    return path


@dataclass
class _Strings:
    """Shared strings; the reading (furigana) that Excel keeps beside a text is no part of it."""

    found: list[str] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    taking: bool = False
    reading: int = 0
    size: int = 0

    def opened(self, name: str, _attributes: dict[str, str]) -> None:
        local = _local(name)
        if local == "si":
            self.parts = []
        elif local == "rPh":
            self.reading += 1
        elif local == "t":
            self.taking = self.reading == 0

    def closed(self, name: str) -> None:
        local = _local(name)
        if local == "si":
            self.found.append("".join(self.parts)[:LONGEST])
            if len(self.found) > MOST_CELLS:
                raise TooMuchXml
        elif local == "rPh":
            self.reading -= 1
        elif local == "t":
            self.taking = False

    def text(self, data: str) -> None:
        if self.taking:
            self.size += len(data)
            if self.size > MOST_TEXT:
                raise TooMuchXml
            self.parts.append(data)


def shared_strings(content: bytes) -> list[str]:
    """Raises DamagedSheet, TooMuchXml."""
    strings = _Strings()
    _parse(content, strings.opened, strings.closed, strings.text)
    return strings.found


@dataclass
class _Cells:
    """Cells in the order of the file."""

    strings: Sequence[str]
    found: list[tuple[str, str]] = field(default_factory=list)
    place: str = ""
    kind: str = ""
    parts: list[str] = field(default_factory=list)
    taking: bool = False
    reading: int = 0
    size: int = 0

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        local = _local(name)
        if local == "c":
            self.place, self.kind, self.parts = attributes.get("r", ""), attributes.get("t", "n"), []
        elif local == "rPh":
            self.reading += 1
        elif local in {"v", "t"}:
            self.taking = self.reading == 0

    def closed(self, name: str) -> None:
        local = _local(name)
        if local in {"v", "t"}:
            self.taking = False
        elif local == "rPh":
            self.reading -= 1
        elif local == "c" and (text := self._text()):
            self.size += len(text)
            if len(self.found) >= MOST_CELLS or self.size > MOST_TEXT:
                raise TooMuchXml
            self.found.append((self.place, text))

    def text(self, data: str) -> None:
        if self.taking:
            self.parts.append(data)

    def _text(self) -> str:
        raw = "".join(self.parts)
        if self.kind == "s":
            if not raw.strip().isdigit() or int(raw) >= len(self.strings):
                raise DamagedSheet
            return self.strings[int(raw)]
        return _figure(raw) if self.kind == "n" else raw[:LONGEST]


def cells(content: bytes, strings: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Place and text of each cell that is not empty; of a formula, what it last came to.

    Raises DamagedSheet, TooMuchXml.
    """
    read = _Cells(strings)
    _parse(content, read.opened, read.closed, read.text)
    return iter(read.found)


def _figure(raw: str) -> str:
    """Excel writes 1200 as 1200, 1200.0 or 1.2E3."""
    try:
        value = float(raw)
    except ValueError:
        return raw[:LONGEST]
    return str(int(value)) if value.is_integer() and abs(value) < 10**15 else raw


def _local(name: str) -> str:
    return name.rpartition("}")[2].rpartition(":")[2]


def _parse(content: bytes, opened: object, closed: object = None, text: object = None) -> None:
    """Raises DamagedSheet for a document type, which could hold entities that grow without end."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = opened  # type: ignore[assignment] # one of ours
    parser.EndElementHandler = closed  # type: ignore[assignment] # as above
    parser.CharacterDataHandler = text  # type: ignore[assignment] # as above
    parser.StartDoctypeDeclHandler = _refuse
    parser.Parse(content, True)  # noqa: FBT003 - expat's own signature


def _refuse(*_declaration: object) -> None:
    raise DamagedSheet
