"""How two texts of a definition differ: thing by thing in words, and line by line as text."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import unified_diff

from naniwa.services.procedures.definitions.editing.places import NAMES, Place, Yaml, path

MOST = 300


@dataclass(frozen=True, slots=True)
class Changed:
    """None where nothing stood; `place` is in the later text, or in the earlier one if it is gone."""

    place: Place
    before: Yaml
    after: Yaml

    @property
    def path(self) -> str:
        return path(self.place)


def changes(before: Yaml, after: Yaml) -> list[Changed]:
    """Every smallest thing that differs; things of lists are told apart by their keys, so moving is no change."""
    return list(_changes(before, after, ()))[:MOST]


def lines(before: str, after: str) -> list[str]:
    """The differing lines with three around them, as `diff -u` has them."""
    found = unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=3)
    return list(found)[2:][:2000]


def moved(before: Yaml, after: Yaml) -> bool:
    """Whether the two say the same in another order."""
    return before != after and not changes(before, after)


def _changes(before: Yaml, after: Yaml, place: Place) -> Iterator[Changed]:
    if type(before) is type(after) and before == after:
        return
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        for key in [*after, *(key for key in before if key not in after)]:
            yield from _changes(before.get(key), after.get(key), (*place, key))
    elif _named(before) and _named(after):
        yield from _listed(before, after, place)
    else:
        yield Changed(place, before, after)


def _listed(before: list[Yaml], after: list[Yaml], place: Place) -> Iterator[Changed]:
    was, now = _by_name(before), _by_name(after)
    for name, (number, one) in now.items():
        if name in was:
            yield from _changes(was[name][1], one, (*place, number))
        else:
            yield Changed((*place, number), None, one)
    yield from (Changed((*place, number), one, None) for name, (number, one) in was.items() if name not in now)


def _by_name(things: list[Yaml]) -> dict[Yaml, tuple[int, Yaml]]:
    return {_name(one): (number, one) for number, one in enumerate(things)}


def _name(one: Yaml) -> Yaml:
    return next((one[key] for key in NAMES if isinstance(one.get(key), str)), None)


def _named(things: Yaml) -> bool:
    """Whether a list holds things that all have names of their own."""
    if not isinstance(things, list) or not things or not all(isinstance(one, Mapping) for one in things):
        return False
    names = [_name(one) for one in things]
    return None not in names and len(set(names)) == len(names)
