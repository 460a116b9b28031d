"""What differs between two definitions, place by place, for whoever has to agree to it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from naniwa.services.procedures.definitions.overlays import places


@dataclass(frozen=True, slots=True)
class Change:
    """One difference; None stands for what was not there, or is no longer."""

    path: str
    before: Any
    after: Any


QUIET = frozenset({"slug", "based_on", "for_municipalities"})
"""Says where a definition comes from, not what it asks."""


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    """Every place that differs, in the order of the later definition, a text of several languages as one."""
    return [one for one in _differ("", dict(before), dict(after)) if one.path.partition(".")[0] not in QUIET]


def _differ(path: str, before: Any, after: Any) -> Iterator[Change]:  # noqa: ANN401 - plain data of any shape
    if before == after:
        return
    if isinstance(before, dict) and isinstance(after, dict) and not (_is_text(before) or _is_text(after)):
        yield from _members(path, before, after)
    elif _named(before) and _named(after):
        pairs = [{str(places.name_of(one)): one for one in members} for members in (before, after)]
        found = list(_members(path, pairs[0], pairs[1]))
        yield from found or [Change(path, before, after)]
    else:
        yield Change(path, before, after)


def _members(path: str, before: dict[str, Any], after: dict[str, Any]) -> Iterator[Change]:
    for name in [*after, *(one for one in before if one not in after)]:
        below = f"{path}.{name}" if path else name
        yield from _differ(below, before.get(name), after.get(name))


def _is_text(said: dict[str, Any]) -> bool:
    return bool(said) and said.keys() <= {"ja", "en", "easy"}


def _named(members: Any) -> bool:  # noqa: ANN401 - plain data of any shape
    if not isinstance(members, list) or not members:
        return False
    names = [places.name_of(one) for one in members]
    return None not in names and len(set(names)) == len(names)
