"""Carries an overlay to the next version of its base; what cannot simply be carried is named as a conflict."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Literal

from naniwa.kernel.forms.definition import Model
from naniwa.services.procedures.definitions.overlays import places
from naniwa.services.procedures.definitions.overlays.allowed import allowed
from naniwa.services.procedures.definitions.overlays.document import Entry, Overlay
from naniwa.services.procedures.definitions.overlays.law import Base, hinders

type Choice = Literal["ours", "base"]


class Kind(StrEnum):
    """Why a line needs a person's decision."""

    CHANGED_IN_BOTH = "changed_in_both"
    REMOVED_UNDER = "removed_under"
    MOVED = "moved"
    FIXED_BY_LAW = "fixed_by_law"


class Conflict(Model):
    """A line of the overlay that the new base does not leave as it was.

    `before` and `after` are what the base said and says there, None for nothing; `ours` is the line as it would be
    carried, None where it cannot be.
    """

    kind: Kind
    entry: Entry
    before: Any = None
    after: Any = None
    ours: Entry | None = None

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What a person may choose; the base alone where the line cannot be carried."""
        return ("ours", "base") if self.ours else ("base",)


@dataclass(frozen=True, slots=True)
class Merged:
    """The lines that carry over by themselves, and those to decide, in the order of the overlay."""

    overlay: Overlay
    lines: tuple[Entry | Conflict, ...]

    @property
    def conflicts(self) -> list[Conflict]:
        return [one for one in self.lines if isinstance(one, Conflict)]

    def decided(self, choices: Mapping[int, Choice]) -> Overlay:
        """The overlay once each conflict, by its number from 0, is decided; undecided ones go the base's way."""
        numbers = {id(one): number for number, one in enumerate(self.conflicts)}
        kept: list[Entry] = []
        for one in self.lines:
            if isinstance(one, Entry):
                kept.append(one)
            elif one.ours is not None and choices.get(numbers[id(one)]) == "ours":
                kept.append(one.ours)
        return self.overlay.holding(kept)


def merge(old: Base, new: Base, overlay: Overlay) -> Merged:
    """Carry an overlay made on `old` to `new`."""
    carry = {"replace": _replaced, "remove": _removed, "add": _added}
    carried = (carry[entry.way](old, new, entry) for entry in overlay.entries())
    return Merged(overlay, tuple(line for line in carried if line is not None))


def _replaced(old: Base, new: Base, entry: Entry) -> Entry | Conflict | None:
    """Ours stands where the base stayed as it was; nothing is left to say where the base says the same now."""
    here = _followed(old, new, entry)
    before, after = places.get(old.document, entry.path), places.get(new.document, here.path)
    if not isinstance(_holder(new, here.path), dict):
        return _conflict(Kind.REMOVED_UNDER, entry, before, places.MISSING)
    if after == entry.value or (after is places.MISSING and entry.value is None):
        return None
    if _forbidden(new, here):
        return _conflict(Kind.FIXED_BY_LAW, entry, before, after)
    if before != after:
        return _conflict(Kind.CHANGED_IN_BOTH, entry, before, after, here)
    return here if here == entry else _conflict(Kind.MOVED, entry, before, after, here)


def _removed(old: Base, new: Base, entry: Entry) -> Entry | Conflict | None:
    """Nothing is left to remove where the base removed it too."""
    here = _followed(old, new, entry)
    before, after = places.get(old.document, entry.path), places.get(new.document, here.path)
    if after is places.MISSING:
        return None
    if _forbidden(new, here):
        return _conflict(Kind.FIXED_BY_LAW, entry, before, after)
    if before != after:
        return _conflict(Kind.CHANGED_IN_BOTH, entry, before, after, here)
    return here if here == entry else _conflict(Kind.MOVED, entry, before, after, here)


def _added(old: Base, new: Base, entry: Entry) -> Entry | Conflict | None:
    """An addition needs its list, a name that is still free, and its neighbour."""
    members, name = places.get(new.document, entry.path), str(places.name_of(entry.value))
    theirs = _same_name(new, entry, name)
    if theirs == entry.value:
        return None
    if theirs is not places.MISSING:
        return _conflict(Kind.CHANGED_IN_BOTH, entry, places.MISSING, theirs)
    if members is places.MISSING:
        listed = places.get(old.document, entry.path) is not places.MISSING
        return _conflict(Kind.REMOVED_UNDER, entry, places.MISSING, places.MISSING) if listed else entry
    if _forbidden(new, entry):
        return _conflict(Kind.FIXED_BY_LAW, entry, places.MISSING, places.MISSING)
    if entry.after is not None and places.position(members, entry.after) is None:
        at_end = entry.model_copy(update={"after": None})
        return _conflict(Kind.MOVED, entry, entry.after, places.MISSING, at_end)
    return entry


def _same_name(new: Base, entry: Entry, name: str) -> Any:  # noqa: ANN401 - plain data of any shape
    """What the new base has under the name of an addition, wherever a field of it stands; or MISSING."""
    elsewhere = places.homes(new.document).get(name) if entry.path.endswith(".fields") else None
    return places.get(new.document, elsewhere or f"{entry.path}.{name}")


def _followed(old: Base, new: Base, entry: Entry) -> Entry:
    """The line at the new place of its field, if the base moved it to another page."""
    steps = places.split(entry.path)
    key = steps[4] if steps[:2] == ("form", "pages") and len(steps) > len(("form", "pages", "*", "fields")) else ""
    was, now = places.homes(old.document).get(key), places.homes(new.document).get(key)
    if was is None or now is None or was == now:
        return entry
    return entry.model_copy(update={"path": now + entry.path.removeprefix(was)})


def _holder(new: Base, path: str) -> Any:  # noqa: ANN401 - plain data of any shape
    try:
        return places.holder(new.document, path)
    except places.NotThere:
        return None


def _forbidden(new: Base, entry: Entry) -> bool:
    line = allowed(entry.way, entry.path)
    return line is None or hinders(new, line, entry)


def _conflict(kind: Kind, entry: Entry, before: Any, after: Any, ours: Entry | None = None) -> Conflict:  # noqa: ANN401 - plain data
    said = [None if one is places.MISSING else one for one in (before, after)]
    return Conflict(kind=kind, entry=entry, before=said[0], after=said[1], ours=ours)
