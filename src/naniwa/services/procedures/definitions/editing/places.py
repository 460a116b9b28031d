"""Places in a definition, as `form.pages[0].title`, and what stands there in a document of lists and mappings."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from naniwa.kernel.forms.definition.source import Place, path

__all__ = [
    "NoSuchPlace",
    "Place",
    "Yaml",
    "at",
    "path",
    "place_of",
    "relocated",
    "with_inserted",
    "with_moved",
    "with_put",
    "with_renamed",
    "without",
]

type Yaml = Any
"""Whatever a YAML text can say: mappings, lists, texts, numbers, true, false and nothing."""

STEP = re.compile(r"([A-Za-z0-9_-]+)|\[(\d+)\]")
LONGEST = 400
DEEPEST = 20
NAMES = ("key", "code", "name")
"""What tells the things of a list apart, whatever their order."""


class NoSuchPlace(Exception):
    """Nothing stands there."""


def place_of(written: str) -> Place:
    """`form.pages[0].title` as a place; "" is the whole definition. Raises NoSuchPlace."""
    found = [name or int(number) for name, number in STEP.findall(written[:LONGEST])]
    if path(tuple(found)) != written or len(found) > DEEPEST:
        raise NoSuchPlace(written[:LONGEST])
    return tuple(found)


def at(document: Yaml, place: Place) -> Yaml:
    """What stands at a place. Raises NoSuchPlace."""
    for step in place:
        held: Yaml = document if isinstance(document, list if isinstance(step, int) else Mapping) else ()
        if not (step < len(held) if isinstance(step, int) else step in held):
            raise NoSuchPlace(path(place))
        document = held[step]
    return document


def with_put(document: Yaml, place: Place, value: Yaml) -> Yaml:
    """A copy with the value there; what should hold it is made where it is not there. Raises NoSuchPlace."""
    if not place:
        return value
    step, rest = place[0], place[1:]
    if isinstance(step, str):
        held = dict(document) if isinstance(document, Mapping) else {}
        held[step] = with_put(held.get(step), rest, value)
        return held
    items = list(document) if isinstance(document, list) else []
    if step >= len(items):
        raise NoSuchPlace(path(place))
    items[step] = with_put(items[step], rest, value)
    return items


def without(document: Yaml, place: Place) -> Yaml:
    """A copy in which nothing stands there. Raises NoSuchPlace."""
    at(document, place)
    held, step = at(document, place[:-1]), place[-1]
    if isinstance(held, list):
        return with_put(document, place[:-1], [one for number, one in enumerate(held) if number != step])
    return with_put(document, place[:-1], {key: value for key, value in held.items() if key != step})


def with_renamed(document: Yaml, place: Place, new: str) -> Yaml:
    """A copy in which the key that a place ends with is called something else. Raises NoSuchPlace."""
    at(document, place)
    held = at(document, place[:-1])
    renamed = {new if key == place[-1] else key: value for key, value in held.items()}
    return with_put(document, place[:-1], renamed)


def with_inserted(document: Yaml, place: Place, value: Yaml) -> Yaml:
    """A copy whose list has the value at the number that the place ends with. Raises NoSuchPlace."""
    items, number = _items(document, place)
    return with_put(document, place[:-1], [*items[:number], value, *items[number:]])


def with_moved(document: Yaml, place: Place, to: int) -> Yaml:
    """A copy whose list has the thing at another number. Raises NoSuchPlace."""
    items, number = _items(document, place)
    if number >= len(items) or not 0 <= to < len(items):
        raise NoSuchPlace(path(place))
    rest = [one for at, one in enumerate(items) if at != number]
    return with_put(document, place[:-1], [*rest[:to], items[number], *rest[to:]])


def relocated(before: Yaml, place: Place, now: Yaml) -> Place:
    """Where the thing at a place of one document stands in another, told by its keys. Raises NoSuchPlace."""
    found: Place = ()
    for end, step in enumerate(place, 1):
        if isinstance(step, int):
            step = _same(at(before, place[:end]), at(now, found), step, path(place))  # noqa: PLW2901 - told by its key
        found = (*found, step)
    return found


def _same(wanted: Yaml, items: Yaml, number: int, told: str) -> int:
    names = _names(wanted)
    if not names:
        return number
    found = [at for at, one in enumerate(items if isinstance(items, list) else ()) if _names(one) == names]
    if not found:
        raise NoSuchPlace(told)
    return number if number in found else found[0]


def _names(thing: Yaml) -> tuple[str, str] | None:
    if not isinstance(thing, Mapping):
        return None
    return next(((key, thing[key]) for key in NAMES if isinstance(thing.get(key), str)), None)


def _items(document: Yaml, place: Place) -> tuple[Sequence[Yaml], int]:
    """The list that holds a place, empty where it is not written, and the number in it. Raises NoSuchPlace."""
    try:
        items = at(document, place[:-1])
    except NoSuchPlace:
        items = []
    number = place[-1] if place else ""
    if not isinstance(items, list | None) or not isinstance(number, int) or number > len(items or ()):
        raise NoSuchPlace(path(place))
    return items or [], number
