"""Calling a question, a value or a check something else everywhere in a definition: first shown, then done."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from naniwa.services.procedures.definitions.editing import surgery
from naniwa.services.procedures.definitions.editing.identifiers import renamed, renamed_in_rows
from naniwa.services.procedures.definitions.editing.places import Place, Yaml, at

RULES = frozenset({"when", "must", "rule", "otherwise", "amount", "per"})
"""Keys under which CEL stands."""
FIELD: tuple[type, ...] = (str, str, int, str, int)
CELL: tuple[type, ...] = (*FIELD, str, int)
"""Kinds of the steps to a question, form.pages[0].fields[0], and to one of a row, …fields[0]."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A place that names the thing; with `is_key` it is the key there that is called so."""

    place: Place
    before: str
    after: str
    is_key: bool = False


@dataclass(frozen=True, slots=True)
class Renaming:
    """What is called something else: `rows` is the question whose rows hold it, "" for all others."""

    place: Place
    named_by: str
    old: str
    new: str
    rows: str = ""

    @property
    def is_check(self) -> bool:
        return self.named_by == "code"

    def path(self, written: str) -> str:
        """A path, such as `shop.town` or `things[0].sort`, with the new name."""
        before = rf"{re.escape(self.rows)}(\[\d+\])?\." if self.rows else ""
        return re.sub(rf"^({before}){re.escape(self.old)}(?![\w-])", rf"\g<1>{self.new}", written)

    def rule(self, written: str) -> str:
        return (
            renamed_in_rows(written, self.rows, self.old, self.new)
            if self.rows
            else renamed(written, self.old, self.new)
        )

    def words(self, written: str) -> str:
        """A text whose {name} becomes an answer."""
        if self.rows:
            return written
        return re.sub(rf"\{{{re.escape(self.old)}(?=[.}}\[])", f"{{{self.new}", written)


def renaming(document: Yaml, place: Place, new: str) -> Renaming | None:
    """What calling the thing at a place `new` would be; None for a thing that nothing else names.

    Raises NoSuchPlace.
    """
    kinds = tuple(type(step) for step in place)
    if place[:2] == ("form", "checks") and len(place) == len(("form", "checks", 0)):
        return _of(document, place, "code", new)
    if place[:2] == ("form", "values") and len(place) == len(("form", "values", 0)):
        return _of(document, place, "key", new)
    if place[:2] != ("form", "pages") or kinds not in {FIELD, CELL} or place[3] != "fields":
        return None
    rows = str(at(document, place[: len(FIELD)]).get("key", "")) if kinds == CELL else ""
    return _of(document, place, "key", new, rows=rows) if kinds == FIELD or place[5] == "fields" else None


def is_name(asked: Renaming, written: str) -> bool:
    """Whether a question or a check can be called so."""
    return re.fullmatch(r"[a-z][a-z0-9-]{0,59}" if asked.is_check else r"[a-z][a-z0-9_]{0,59}", written) is not None


def _of(document: Yaml, place: Place, named_by: str, new: str, *, rows: str = "") -> Renaming | None:
    thing = at(document, place)
    old = thing.get(named_by) if isinstance(thing, Mapping) else None
    return Renaming(place, named_by, old, new, rows) if isinstance(old, str) and old else None


def mentions(document: Yaml, asked: Renaming) -> list[Mention]:
    """Every other place that names the thing, in the order in which they stand."""
    found = _checks(document, asked) if asked.is_check else _everywhere(document, asked)
    return [one for one in found if one.before != one.after]


def apply(text: str, asked: Renaming) -> str:
    """The text in which the thing is called so everywhere. Raises NoSuchPlace."""
    for one in mentions(surgery.document_of(text), asked):
        change = partial(surgery.rename if one.is_key else surgery.put, text, one.place)
        text = change(one.after)
    return surgery.put(text, (*asked.place, asked.named_by), asked.new)


def _checks(document: Yaml, asked: Renaming) -> Iterator[Mention]:
    for number, example in enumerate(_things(document, "examples")):
        findings = _list(example.get("expect"), "findings")
        for which, code in enumerate(findings):
            if code == asked.old:
                yield Mention(("examples", number, "expect", "findings", which), asked.old, asked.new)


def _everywhere(document: Yaml, asked: Renaming) -> Iterator[Mention]:
    for key, value in document.items() if isinstance(document, Mapping) else ():
        if key == "examples":
            yield from _examples(document, asked)
        elif key == "applicant":
            yield from _texts(value, (key,), asked.path)
        else:
            yield from _rules(value, (key,), asked)
    yield from _named(document, asked)


def _rules(value: Yaml, place: Place, asked: Renaming) -> Iterator[Mention]:
    """CEL, and the words of checks, at a place and below it."""
    if isinstance(value, Mapping):
        for key, one in value.items():
            if key in RULES and isinstance(one, str):
                yield Mention((*place, key), one, asked.rule(one))
            elif place[:2] == ("form", "checks") and key in {"applicant", "staff"}:
                yield from _texts(one, (*place, key), asked.words)
            else:
                yield from _rules(one, (*place, key), asked)
    elif isinstance(value, list):
        for number, one in enumerate(value):
            yield from _rules(one, (*place, number), asked)


def _named(document: Yaml, asked: Renaming) -> Iterator[Mention]:
    """Lists of questions: papers, checks, figures."""
    for number, paper in enumerate(_things(document, "documents")):
        yield from _texts(paper.get("fields"), ("documents", number, "fields"), asked.path)
    form = document.get("form") if isinstance(document, Mapping) else None
    for number, check in enumerate(_things(form, "checks")):
        for key in ("field", "mend"):
            yield from _texts(check.get(key), ("form", "checks", number, key), asked.path)
    for number, figure in enumerate(_things(document, "statistics")):
        yield from _texts(figure.get("by"), ("statistics", number, "by"), asked.path)


def _examples(document: Yaml, asked: Renaming) -> Iterator[Mention]:
    for number, example in enumerate(_things(document, "examples")):
        here, answers = ("examples", number, "answers"), example.get("answers")
        held = answers if isinstance(answers, Mapping) else {}
        if asked.rows:
            rows = _list(held, asked.rows)
            places: list[Place] = [
                (*here, asked.rows, row, asked.old) for row, one in enumerate(rows) if asked.old in one
            ]
        else:
            places = [(*here, asked.old)] if asked.old in held else []
        yield from (Mention(place, asked.old, asked.new, is_key=True) for place in places)
        problems = _list(example.get("expect"), "problems")
        yield from _texts(problems, ("examples", number, "expect", "problems"), asked.path)


def _texts(value: Yaml, place: Place, change: Callable[[str], str]) -> Iterator[Mention]:
    """Every text at a place and below it."""
    if isinstance(value, str):
        yield Mention(place, value, change(value))
    elif isinstance(value, Mapping):
        for key, one in value.items():
            yield from _texts(one, (*place, key), change)
    elif isinstance(value, list):
        for number, one in enumerate(value):
            yield from _texts(one, (*place, number), change)


def _things(document: Yaml, key: str) -> list[Mapping[str, Yaml]]:
    """The members of a list, an empty mapping for one that is none, so that their numbers stay right."""
    return [one if isinstance(one, Mapping) else {} for one in _list(document, key)]


def _list(holder: Yaml, key: str) -> list[Yaml]:
    found = holder.get(key) if isinstance(holder, Mapping) else None
    return found if isinstance(found, list) else []
