"""The answers of an example as lines of a table: one line for each answer or part of one, typed as words."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from naniwa.services.procedures.definitions.editing.naming import fields
from naniwa.services.procedures.definitions.editing.places import NoSuchPlace, Yaml, path, place_of, with_put
from naniwa.services.procedures.definitions.editing.sentences import Named
from naniwa.services.procedures.views.staff.designer.opened import said

NOTHING = "－"
"""Typed where an example takes an answer of the one it starts from away."""
YES = frozenset({"はい", "yes", "true", "同意"})
MOST_FILES = 20
MOST = 400


@dataclass(frozen=True)
class Line:
    """`path` is where the answer stands, `value` how it is typed."""

    number: int
    path: str
    label: str
    value: str
    name: str


def rows(answers: Yaml, names: Mapping[str, Named], name: str, sent: Mapping[str, Sequence[str]] | None) -> list[Line]:
    """The answers there are, one line each; what was typed instead, where something was."""
    flat = list(_flat(answers)) if isinstance(answers, Mapping) else []
    lines = []
    for number, (where, value) in enumerate(flat):
        shown = sent.get(f"{name}.{number}.value", [""])[-1] if sent is not None else _shown(value)
        lines.append(Line(number, where, label_of(where, names), shown, f"{name}.{number}"))
    return lines


def offered(document: Yaml, names: Mapping[str, Named]) -> Iterator[tuple[str, str]]:
    """(path, what it is called) of every answer that may be added; a row's by the number of the first."""
    for one in fields(document):
        key, kind = str(one["key"]), str(one.get("type"))
        parts = [name for name in names if name.startswith(f"{key}.")]
        if kind == "repeat":
            yield from ((f"{key}[0].{part.partition('.')[2]}", said(names[part].label)) for part in parts)
        elif parts:
            yield from ((part, said(names[part].label)) for part in parts)
        else:
            yield key, said(names[key].label)


def read(answers: Yaml, document: Yaml, post: Mapping[str, Sequence[str]], name: str) -> dict[str, Yaml]:
    """The answers as they were typed: a line that was emptied is gone, a new one is added."""
    kinds = _kinds(document)
    held = list(_flat(answers)) if isinstance(answers, Mapping) else []
    found: dict[str, Yaml] = {}
    for number, (where, value) in enumerate(held[:MOST]):
        typed = post.get(f"{name}.{number}.value", [_shown(value)])[-1].strip()
        if typed:
            found = _put(found, where, value if typed == _shown(value) else _value(typed, where, kinds))
    for place, typed in zip(post.get(f"{name}.new.path", ()), post.get(f"{name}.new.value", ()), strict=False):
        if place.strip() and typed.strip():
            found = _put(found, place.strip(), _value(typed.strip(), place.strip(), kinds))
    return found


def label_of(where: str, names: Mapping[str, Named]) -> str:
    """What an answer or a part of it is called."""
    bare = re.sub(r"\[\d+\]", "", where)
    row = re.search(r"\[(\d+)\]", where)
    named = names.get(bare) or names.get(bare.partition(".")[0])
    label = said(named.label) if named else where
    return _("%(label)s %(number)s行目") % {"label": label, "number": int(row[1]) + 1} if row else label


def _flat(answers: Mapping[str, Yaml]) -> Iterator[tuple[str, Yaml]]:
    for key, value in answers.items():
        if isinstance(value, Mapping):
            yield from ((f"{key}.{part}", one) for part, one in value.items())
        elif (
            isinstance(value, list)
            and value
            and all(isinstance(row, Mapping) and "media_type" not in row for row in value)
        ):
            yield from ((f"{key}[{at}].{part}", one) for at, row in enumerate(value) for part, one in row.items())
        else:
            yield str(key), value


def _shown(value: Yaml) -> str:
    if value is None:
        return NOTHING
    if isinstance(value, bool):
        return "はい" if value else "いいえ"
    if isinstance(value, list):
        files = [one for one in value if isinstance(one, Mapping)]
        return f"{len(files)}個" if files else ", ".join(str(one) for one in value)
    return '""' if value == "" else str(value)


def _kinds(document: Yaml) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in fields(document):
        found[one["key"]] = str(one.get("type"))
        inner = one.get("fields")
        for cell in inner if isinstance(inner, list) else ():
            if isinstance(cell, Mapping):
                found[f"{one['key']}.{cell.get('key')}"] = str(cell.get("type"))
    return found


def _value(typed: str, where: str, kinds: Mapping[str, str]) -> Yaml:
    """A typed answer in the form in which it is kept."""
    if typed in ALWAYS:
        return ALWAYS[typed]
    kind = kinds.get(re.sub(r"\[\d+\]", "", where), "text")
    if kind == "file":
        return _files(typed, where)
    return READ[kind](typed) if kind in READ else typed


def _number(typed: str) -> Yaml:
    bare = typed.replace(",", "").replace("円", "")
    return int(bare) if re.fullmatch(r"-?\d{1,15}", bare) else typed


READ: Mapping[str, Callable[[str], Yaml]] = {
    "money": _number,
    "number": _number,
    "declaration": lambda typed: typed.lower() in YES,
    "several": lambda typed: [one.strip() for one in re.split("[,、]", typed) if one.strip()],
}
ALWAYS: Mapping[str, str | None] = {NOTHING: None, '""': ""}


def _files(typed: str, where: str) -> list[dict[str, Yaml]]:
    """As many files as the number that was typed."""
    count = int(re.sub(r"\D", "", typed)[:2] or 1)
    return [_file(where, number) for number in range(1, min(count, MOST_FILES) + 1)]


def _file(where: str, number: int) -> dict[str, Yaml]:
    return {
        "id": f"{where}_{number}",
        "name": f"{where}_{number}.pdf",
        "media_type": "application/pdf",
        "size": 204_800,
    }


def _put(found: dict[str, Yaml], where: str, value: Yaml) -> dict[str, Yaml]:
    """With the value there; rows are made up to the one that is named. A path that is none is left out."""
    try:
        place = place_of(where)
    except NoSuchPlace:
        return found
    if len(place) > 1 and isinstance(place[1], int):
        held = found.get(str(place[0]))
        rows = held if isinstance(held, list) else []
        if place[1] > len(rows):
            return _put(found, path((place[0], len(rows), *place[2:])), value)
        if place[1] == len(rows):
            found = found | {str(place[0]): [*rows, {}]}
    changed: dict[str, Yaml] = with_put(found, place, value)
    return changed
