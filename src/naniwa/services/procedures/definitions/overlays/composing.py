"""Lays an overlay over its base: the definition of one municipality, held to the same soundness as any other."""

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from naniwa.kernel.forms.definition import Flaw, UnsoundDefinition, validate
from naniwa.kernel.forms.definition.source import Place
from naniwa.kernel.forms.definition.source import parse as parse_source
from naniwa.services.procedures.definitions.overlays import examples, places
from naniwa.services.procedures.definitions.overlays.allowed import allowed
from naniwa.services.procedures.definitions.overlays.document import Entry, Overlay, written
from naniwa.services.procedures.definitions.overlays.law import Base, hinders, weakened
from naniwa.services.procedures.definitions.overlays.leaving import left_open
from naniwa.services.procedures.definitions.schema import Procedure
from naniwa.services.procedures.definitions.soundness import inspect


class Fault(StrEnum):
    """Why a line of an overlay cannot stand."""

    NOT_ALLOWED = "not_allowed"
    NOT_THERE = "not_there"
    REQUIRED_BY_LAW = "required_by_law"
    NAME_TAKEN = "name_taken"
    NO_NAME = "no_name"
    UNKNOWN_NEIGHBOUR = "unknown_neighbour"
    UNSOUND = "unsound"


@dataclass(frozen=True, slots=True)
class Trouble:
    """One fault: where in the overlay, at which place of the definition, and the flaw of an unsound one."""

    fault: Fault
    at: Place
    path: str
    message: str = ""


@dataclass(frozen=True, slots=True)
class Composed:
    """A municipality's definition; `troubles` keep it from being published, and so do places that are `left` open."""

    document: dict[str, Any]
    text: str
    troubles: list[Trouble] = field(default_factory=list)
    left: list[str] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        return not self.troubles


def compose(base: Base, overlay: Overlay, *, version: int) -> Composed:
    """The definition that the overlay makes of version number `version` of its base, with every fault of it."""
    document, troubles = lay(base, overlay, version=version)
    left = left_open(document)
    if not left:
        document.pop("open", None)  # the overlay decides all that the base left to the municipality
    text = written(document)
    return Composed(document, text, troubles or list(_unsound(base, overlay, text)), left)


def lay(base: Base, overlay: Overlay, *, version: int) -> tuple[dict[str, Any], list[Trouble]]:
    """The plain data alone, without a look at whether they are sound; lines that cannot stand are left out."""
    document: dict[str, Any] = deepcopy(dict(base.document))
    document |= {"slug": overlay.slug, "office": overlay.municipality}
    document.pop("for_municipalities", None)
    document["based_on"] = {"procedure": base.slug, "version": version, "municipality": overlay.municipality}
    troubles = []
    # What is added may stand behind something that is removed.
    for place, entry in sorted(overlay.placed(), key=lambda pair: ("replace", "add", "remove").index(pair[1].way)):
        if fault := _fault(base, document, entry):
            troubles.append(Trouble(fault, place, entry.path))
        else:
            _apply(document, entry)
    return document, troubles


def _fault(base: Base, document: dict[str, Any], entry: Entry) -> Fault | None:
    line = allowed(entry.way, entry.path)
    if line is None:
        return Fault.NOT_ALLOWED
    if hinders(base, line, entry):
        return Fault.REQUIRED_BY_LAW
    if entry.way == "add":
        return _misplaced(document, entry)
    try:
        found = places.get(document, entry.path)
        absent = not isinstance(places.holder(document, entry.path), dict) if entry.way == "replace" else False
    except places.NotThere:
        return Fault.NOT_THERE
    return Fault.NOT_THERE if absent or (entry.way == "remove" and found is places.MISSING) else None


def _misplaced(document: dict[str, Any], entry: Entry) -> Fault | None:
    """What keeps an addition from its list."""
    name, members = places.name_of(entry.value), places.get(document, entry.path)
    if members is places.MISSING and "." in entry.path and entry.path not in {"form.values", "form.checks"}:
        return Fault.NOT_THERE
    if name is None:
        return Fault.NO_NAME
    taken = set(places.homes(document)) if entry.path.endswith(".fields") else set()
    taken |= {str(places.name_of(one)) for one in members} if isinstance(members, list) else set()
    if name in taken:
        return Fault.NAME_TAKEN
    if entry.after is not None and (members is places.MISSING or places.position(members, entry.after) is None):
        return Fault.UNKNOWN_NEIGHBOUR
    return None


def _apply(document: dict[str, Any], entry: Entry) -> None:
    if entry.way == "replace":
        places.put(document, entry.path, deepcopy(entry.value))
    elif entry.way == "remove":
        examples.without(document, entry.path, places.take(document, entry.path))
    else:
        _insert(document, entry)


def _insert(document: dict[str, Any], entry: Entry) -> None:
    members = places.get(document, entry.path)
    if members is places.MISSING:
        members = []
        places.put(document, entry.path, members)
    at = len(members) if entry.after is None else (places.position(members, entry.after) or 0) + 1
    members.insert(at, deepcopy(entry.value))
    if entry.sample is not None and entry.path.endswith(".fields"):
        examples.answered(document, str(places.name_of(entry.value)), entry.sample)


def _unsound(base: Base, overlay: Overlay, text: str) -> Iterator[Trouble]:
    """Flaws of the whole, each led back to the line of the overlay that brought it in."""
    source = parse_source(text, file=overlay.slug)
    try:
        procedure = validate(Procedure, source)
        flaws = inspect(procedure, source)
    except UnsoundDefinition as unsound:
        yield from (_led_back(overlay, source.document, flaw) for flaw in unsound.flaws)
        return
    yield from (_led_back(overlay, source.document, flaw) for flaw in flaws)
    for path in weakened(base, procedure):
        yield Trouble(Fault.REQUIRED_BY_LAW, _line_of(overlay, path), path)


def _led_back(overlay: Overlay, document: dict[str, Any], flaw: Flaw) -> Trouble:
    path = _named(document, flaw.path)
    return Trouble(Fault.UNSOUND, _line_of(overlay, path), path, flaw.message)


def _line_of(overlay: Overlay, path: str) -> Place:
    """The line whose place is nearest above; the top where no line touches it."""
    best: tuple[int, Place] = (0, ())
    for place, entry in overlay.placed():
        own = f"{entry.path}.{places.name_of(entry.value)}" if entry.way == "add" else entry.path
        if f"{path}.".startswith(f"{own}.") and len(own) > best[0]:
            best = (len(own), place)
    return best[1]


def _named(document: dict[str, Any], path: str) -> str:
    """`form.pages[0].fields[1].hint` with the names of members instead of their numbers."""
    found: Any = document
    steps = []
    for step in path.replace("[", ".[").split("."):
        if step.startswith("["):
            at = int(step[1:-1])
            found = found[at] if isinstance(found, list) and at < len(found) else None
            steps.append(places.name_of(found) or str(at))
        else:
            found = found.get(step) if isinstance(found, dict) else None
            steps.append(step)
    return ".".join(steps)
