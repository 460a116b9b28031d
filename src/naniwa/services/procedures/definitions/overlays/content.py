"""What staff edit of an overlay: a few wordings as plain boxes, and everything else as a text in YAML."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from naniwa.kernel.forms.definition import Flaw, Model, UnsoundDefinition
from naniwa.kernel.forms.definition.source import Source, validate
from naniwa.kernel.forms.definition.source import parse as parse_source
from naniwa.services.procedures.definitions.overlays.document import Addition, Entry, Overlay, Steps, written

TEXTS = ("title", "description", "contact", "hours")
"""Boxes in two languages."""
MOMENTS = ("opens_at", "closes_at", "corrections_until")
BOXES = (*TEXTS, "office", *MOMENTS)
"""Places with a box of their own."""
OWN = "faq.own_"
"""Begins the places of the municipality's own questions, which the base does not have: `faq.own_1.question`."""
OWN_PARTS = ("question", "answer")
MOST_OWN = 9
FILE = "overlay"


class Extras(Model):
    """What stands in the YAML text."""

    replace: dict[Steps, Any] = {}
    remove: tuple[Steps, ...] = ()
    add: tuple[Addition, ...] = ()


@dataclass(frozen=True, slots=True)
class Content:
    """`wording` holds the boxes that were filled in, by place; `extras` is the text as it was typed.

    Besides `BOXES`, each place that a base leaves to the municipality has a box.
    """

    wording: Mapping[str, Any]
    extras: str

    def source(self) -> Source | None:
        """The text read; None if it is empty. Raises UnsoundDefinition."""
        if not any(line.partition("#")[0].strip() for line in self.extras.splitlines()):
            return None
        return parse_source(self.extras, file=FILE)

    def overlay(self, *, base: str, municipality: str) -> Overlay:
        """Both parts as one overlay. Raises UnsoundDefinition with the lines of the text."""
        source = self.source()
        extras = validate(Extras, source) if source else Extras()
        if source and (doubled := [path for path in extras.replace if path in BOXES or path in self.wording]):
            words = "this place has a box of its own above; fill it in there"
            raise UnsoundDefinition([source.flaw(("replace", path), words) for path in doubled])
        boxed = {path: value for path, value in self.wording.items() if not path.startswith(OWN)}
        replace, added = {**boxed, **extras.replace}, (*extras.add, *self._own())
        return Overlay(base=base, municipality=municipality, replace=replace, remove=extras.remove, add=added)

    def _own(self) -> Iterator[Addition]:
        """The municipality's own questions, in their order, behind what the text adds."""
        for number in range(1, MOST_OWN + 1):
            name = f"{OWN}{number}"
            said = {part: self.wording[f"{name}.{part}"] for part in OWN_PARTS if f"{name}.{part}" in self.wording}
            if said:
                yield Addition(to="faq", value={"key": name.partition(".")[2], **said})

    def line(self, place: tuple[str | int, ...]) -> int:
        """The line of the text on which a place of the overlay stands; 0 for a box."""
        source = self.source()
        return source.flaw(place, "").line if source and place and place in source.lines else 0


def content_of(overlay: Overlay, *, before: Content | None = None) -> Content:
    """The two parts of an overlay; the text stays as it was typed where it says the same."""
    boxes = {*BOXES, *(before.wording if before else ())}
    boxed = {path: value for path, value in overlay.replace.items() if path in boxes}
    boxed |= {place: value for one in overlay.entries() for place, value in _own_boxes(one)}
    entries = _texts(overlay, boxes)
    if before is not None:
        earlier = before.overlay(base=overlay.base, municipality=overlay.municipality)
        if _texts(earlier, boxes) == entries:
            return Content(boxed, before.extras)
    return Content(boxed, _text(overlay.holding(entries), entries))


def _texts(overlay: Overlay, boxes: Collection[str]) -> list[Entry]:
    """The lines that stand in no box."""
    return [
        one
        for one in overlay.entries()
        if not list(_own_boxes(one)) and (one.way != "replace" or one.path not in boxes)
    ]


def _own_boxes(entry: Entry) -> Iterator[tuple[str, Any]]:
    """The boxes of an own question, by place; none of a line that has no boxes."""
    value = entry.value if isinstance(entry.value, Mapping) else {}
    name = f"faq.{value.get('key')}"
    numbers = {f"{OWN}{number}" for number in range(1, MOST_OWN + 1)}
    plain = value.keys() <= {"key", *OWN_PARTS} and entry.after is None
    if entry.way == "add" and entry.path == "faq" and name in numbers and plain:
        yield from ((f"{name}.{part}", value[part]) for part in OWN_PARTS if part in value)


def _text(overlay: Overlay, entries: list[Entry]) -> str:
    if not entries:
        return ""
    said = overlay.model_dump(mode="json", include={"replace", "remove", "add"}, exclude_defaults=True)
    return written({name: said[name] for name in ("replace", "remove", "add") if said.get(name)})


def flaw_lines(unsound: UnsoundDefinition) -> list[Flaw]:
    """The flaws of a text that cannot be read, by line."""
    return sorted(unsound.flaws)


def window(wording: Mapping[str, Any], base: Mapping[str, str]) -> dict[str, datetime]:
    """The moments that were replaced when the base was published, but for those the municipality sets itself."""
    return {name: datetime.fromisoformat(at) for name, at in base.items() if name not in wording}
