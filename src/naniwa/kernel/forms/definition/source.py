"""Reads YAML so that each flaw can be named with file and line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ValidationError

from naniwa.kernel.forms.definition.saying import say

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


DEEPEST = 60


class _Loader(yaml.CSafeLoader):
    """YAML without surprises: dates, times, `no` and `1:30` stay text."""

    yaml_implicit_resolvers: dict[str, Any] = {}


_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))
_Loader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^[-+]?(?:0|[1-9][0-9_]*)$"), list("-+0123456789"))
_Loader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"^(?:~|null|)$"), ["~", "n", ""])


def read(file: Path) -> Source:
    """Read a YAML file. Raises UnsoundDefinition if it is not YAML in UTF-8 or a key stands twice."""
    said = file.read_bytes()
    try:
        return parse(said.decode("utf-8-sig"), file=str(file))
    except UnicodeDecodeError as error:
        line = said.count(b"\n", 0, error.start) + 1
        message = "this is not UTF-8; save the file as UTF-8 (in Windows' Notepad: Save as, Encoding)"
        raise UnsoundDefinition([Flaw(str(file), line, "-", message)]) from error


def parse(text: str, *, file: str) -> Source:
    """Parse a YAML text; `file` names it in flaws. Raises UnsoundDefinition."""
    loader = _Loader(text)
    try:
        _check_depth(text, file)
        return _source(loader, text, file)
    except yaml.reader.ReaderError as error:
        line = text.encode().count(b"\n", 0, error.position) + 1
        message = f"the character U+{error.character:04X} cannot be shown; delete it"
        raise UnsoundDefinition([Flaw(file, line, "-", message)]) from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise UnsoundDefinition([Flaw(file, line, "-", f"not YAML: {error.problem}")]) from error
    except RecursionError as error:
        raise UnsoundDefinition([Flaw(file, 1, "-", "something holds itself, or is nested too deeply")]) from error
    finally:
        loader.dispose()


def _check_depth(text: str, file: str) -> None:
    """Before anything that follows a text inwards, because libyaml ends the process where it goes too deep."""
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            line = event.start_mark.line + 1 if event.start_mark else 1
            raise UnsoundDefinition([Flaw(file, line, "-", f"nested more than {DEEPEST} deep")])


def _source(loader: _Loader, text: str, file: str) -> Source:
    node = loader.get_single_node()
    if node is None:
        raise UnsoundDefinition([Flaw(file, 1, "-", "the file is empty")])
    flaws = [Flaw(file, line, "-", "a key is one word") for line in _odd_keys(node)]
    flaws = flaws or [Flaw(file, line, path(place), "this key stands twice") for place, line in _doubles(node, ())]
    if flaws:
        raise UnsoundDefinition(flaws)
    blocks = frozenset(place for place, one in _nodes(node, ()) if getattr(one, "style", None) in ("|", ">"))
    return Source(file, text, loader.construct_document(node), dict(_lines(node, ())), blocks)


def validate[T: BaseModel](schema: type[T], source: Source) -> T:
    """Check the document against a schema. Raises UnsoundDefinition."""
    try:
        return schema.model_validate(source.document)
    except ValidationError as error:
        told: dict[Place, list[str]] = {}
        for item in error.errors():
            place = _place(item["loc"], item["type"], source)
            if not (item["type"] == "too_short" and _is_long_enough(source, place, item["ctx"]["min_length"])):
                words = say(item["type"], item["input"], item.get("ctx", {}), item["msg"])
                told.setdefault(place, []).append(words)
        # A value that may be of two kinds is told of both.
        flaws = [source.flaw(place, "; or ".join(dict.fromkeys(words))) for place, words in told.items()]
        raise UnsoundDefinition(sorted(flaws)) from error


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


def _odd_keys(node: yaml.Node) -> Iterator[int]:
    """Lines of keys that are lists or have keys of their own, such as `{key}: …` without quotes."""
    if isinstance(node, yaml.MappingNode):
        yield from (key.start_mark.line + 1 for key, _ in node.value if not isinstance(key, yaml.ScalarNode))
        for _, value in node.value:
            yield from _odd_keys(value)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from _odd_keys(value)


def _doubles(node: yaml.Node, place: Place) -> Iterator[tuple[Place, int]]:
    seen: set[Place] = set()
    for child, inner, line in _children(node, place):
        if inner in seen:
            yield inner, line
        seen.add(inner)
        yield from _doubles(child, inner)


def _place(loc: Place, kind: str, source: Source) -> Place:
    """Drop from Pydantic's location the names of union members, which do not stand in the file."""
    place: Place = ()
    for step in loc:
        if isinstance(step, int) or (*place, step) in source.lines:
            place = (*place, step)
    if kind == "missing":
        return (*place, loc[-1])
    return (*place, "type") if kind == "union_tag_invalid" else place


def _is_long_enough(source: Source, place: Place, least: int) -> bool:
    """Whether a list is only too short for Pydantic because something in it does not fit, which is told for itself."""
    return (*place, least - 1) in source.lines
