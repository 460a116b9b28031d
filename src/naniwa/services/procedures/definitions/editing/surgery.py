"""Changes one thing in a YAML text and touches nothing else; every change is proven by reading the text again."""

import json
from collections.abc import Callable, Iterator, Sequence
from functools import partial

import yaml

from naniwa.kernel.forms.definition.source import UnsoundDefinition, parse
from naniwa.services.procedures.definitions.editing import places, spans
from naniwa.services.procedures.definitions.editing.places import NoSuchPlace, Place, Yaml
from naniwa.services.procedures.definitions.editing.writing import after_key, write

FILE = "draft"


def document_of(text: str) -> Yaml:
    """What a text says. Raises UnsoundDefinition if it is not YAML."""
    return parse(text, file=FILE).document


def put(text: str, place: Place, value: Yaml, *, order: Sequence[str] = ()) -> str:
    """The text with the value at a place, which may be new; `order` are the keys that may stand beside it, in order.

    Raises NoSuchPlace.
    """
    before = document_of(text)
    wanted = places.with_put(before, place, value)
    if _same(before, wanted):
        return text
    return _proven(text, place, wanted, lambda: spans.put(text, place, value, order))


def rename(text: str, place: Place, new: str) -> str:
    """The text in which the key that a place ends with is called something else. Raises NoSuchPlace."""
    wanted = places.with_renamed(document_of(text), place, new)
    return _proven(text, (*place[:-1], new), wanted, lambda: spans.rename(text, place, new))


def remove(text: str, place: Place) -> str:
    """The text without what stands at a place. Raises NoSuchPlace."""
    wanted = places.without(document_of(text), place)
    return _proven(text, place, wanted, lambda: spans.remove(text, place))


def insert(text: str, place: Place, value: Yaml, *, order: Sequence[str] = ()) -> str:
    """The text with one thing more in a list, at the number the place ends with. Raises NoSuchPlace."""
    before = document_of(text)
    wanted = places.with_inserted(before, place, value)
    if not _is_list(before, place[:-1]):
        return put(text, place[:-1], [value], order=order)
    return _proven(text, place, wanted, lambda: spans.insert(text, place, value))


def move(text: str, place: Place, to: int) -> str:
    """The text with a thing of a list at another number, its comments with it. Raises NoSuchPlace."""
    wanted = places.with_moved(document_of(text), place, to)
    return _proven(text, place, wanted, lambda: spans.move(text, place, to))


def _is_list(document: Yaml, place: Place) -> bool:
    try:
        return bool(places.at(document, place))
    except NoSuchPlace:
        return False


def _proven(text: str, place: Place, wanted: Yaml, fine: Callable[[], str]) -> str:
    """The finest change after which the text says what is wanted."""
    for attempt in _attempts(text, place, wanted, fine):
        try:
            changed = attempt()
            if _same(document_of(changed), wanted):
                return changed
        except (UnsoundDefinition, yaml.YAMLError, spans.NotHere):
            continue
    return write(wanted)


def _attempts(text: str, place: Place, wanted: Yaml, fine: Callable[[], str]) -> Iterator[Callable[[], str]]:
    yield fine
    for end in range(len(place) - 1, 0, -1):
        yield partial(spans.put, text, place[:end], places.at(wanted, place[:end]), ())


def _same(one: Yaml, other: Yaml) -> bool:
    """Also in kind: true is not 1."""
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)


__all__ = ["FILE", "after_key", "document_of", "insert", "move", "put", "remove", "rename"]
