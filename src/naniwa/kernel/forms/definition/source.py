"""Reads YAML so that each flaw can be named with file and line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ValidationError

type Place = tuple[str | int, ...]


@dataclass(frozen=True, slots=True, order=True)
class Flaw:
    """One fault in a definition."""

    file: str
    line: int
    path: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.path}: {self.message}"


class UnsoundDefinition(Exception):
    """A definition has flaws; `flaws` lists them."""

    def __init__(self, flaws: list[Flaw]) -> None:
        super().__init__("\n".join(map(str, flaws)))
        self.flaws = flaws


@dataclass(frozen=True)
class Source:
    """A YAML text, what it says, and the line of each thing it says."""

    file: str
    text: str
    document: Any
    lines: dict[Place, int] = field(default_factory=dict)
    blocks: frozenset[Place] = frozenset()
    """Texts written as blocks (|), whose first line is the one after the key."""

    def flaw(self, place: Place, message: str, *, line: int = 1) -> Flaw:
        """Name a fault at a place, or in a later line of the text that stands there.

        A place that is missing takes the line of what should hold it.
        """
        known = next(place[:end] for end in range(len(place), -1, -1) if place[:end] in self.lines or not end)
        further = line - (place not in self.blocks) if place in self.lines else 0
        return Flaw(self.file, self.lines.get(known, 1) + further, path(place) or "-", message)


def path(place: Place) -> str:
    """`("pages", 0, "title")` as `pages[0].title`."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in place).lstrip(".")


class _Loader(yaml.CSafeLoader):
    """YAML without surprises: dates, times, `no` and `1:30` stay text."""

    yaml_implicit_resolvers: dict[str, Any] = {}


_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))
_Loader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^[-+]?(?:0|[1-9][0-9_]*)$"), list("-+0123456789"))
_Loader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"^(?:~|null|)$"), ["~", "n", ""])


def read(file: Path) -> Source:
    """Read a YAML file. Raises UnsoundDefinition if it is not YAML or a key stands twice."""
    return parse(file.read_text(encoding="utf-8"), file=str(file))


def parse(text: str, *, file: str) -> Source:
    """Parse a YAML text; `file` names it in flaws."""
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
        if node is None:
            raise UnsoundDefinition([Flaw(file, 1, "-", "the file is empty")])
        doubles = [Flaw(file, line, path(place), "this key stands twice") for place, line in _doubles(node, ())]
        if doubles:
            raise UnsoundDefinition(doubles)
        blocks = frozenset(place for place, one in _nodes(node, ()) if getattr(one, "style", None) in ("|", ">"))
        return Source(file, text, loader.construct_document(node), dict(_lines(node, ())), blocks)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise UnsoundDefinition([Flaw(file, line, "-", f"not YAML: {error.problem}")]) from error
    finally:
        loader.dispose()


def validate[T: BaseModel](schema: type[T], source: Source) -> T:
    """Check the document against a schema. Raises UnsoundDefinition."""
    try:
        return schema.model_validate(source.document)
    except ValidationError as error:
        flaws = [source.flaw(_place(item["loc"], source), _say(item)) for item in error.errors()]
        raise UnsoundDefinition(sorted(set(flaws))) from error


def _children(node: yaml.Node, place: Place) -> Iterator[tuple[yaml.Node, Place, int]]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield value, (*place, key.value), key.start_mark.line + 1
    elif isinstance(node, yaml.SequenceNode):
        for number, value in enumerate(node.value):
            yield value, (*place, number), value.start_mark.line + 1


def _nodes(node: yaml.Node, place: Place) -> Iterator[tuple[Place, yaml.Node]]:
    for child, inner, _ in _children(node, place):
        yield inner, child
        yield from _nodes(child, inner)


def _lines(node: yaml.Node, place: Place) -> Iterator[tuple[Place, int]]:
    for child, inner, line in _children(node, place):
        yield inner, line
        yield from _lines(child, inner)


def _doubles(node: yaml.Node, place: Place) -> Iterator[tuple[Place, int]]:
    seen: set[Place] = set()
    for child, inner, line in _children(node, place):
        if inner in seen:
            yield inner, line
        seen.add(inner)
        yield from _doubles(child, inner)


def _place(loc: Place, source: Source) -> Place:
    """Drop from Pydantic's location the names of union members, which do not stand in the file."""
    place: Place = ()
    for number, step in enumerate(loc):
        last = number == len(loc) - 1
        if isinstance(step, int) or (*place, step) in source.lines or last:
            place = (*place, step)
    return place


_WORDS = {
    "missing": "this is missing",
    "extra_forbidden": "this key is not known here",
    "string_too_short": "this is empty",
}


def _say(item: Any) -> str:  # noqa: ANN401 - Pydantic's ErrorDetails
    return _WORDS.get(item["type"], str(item["msg"]))
