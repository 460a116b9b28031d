"""What a definition leaves to the municipality: the places of its texts that still hold a mark."""

from collections.abc import Iterator, Mapping
from typing import Any

from naniwa.services.procedures.definitions.openness import MARKS
from naniwa.services.procedures.definitions.overlays import places
from naniwa.services.procedures.definitions.overlays.allowed import allowed
from naniwa.services.procedures.definitions.overlays.document import Entry
from naniwa.services.procedures.definitions.overlays.law import Base, hinders


def left_open(document: Mapping[str, Any]) -> list[str]:
    """Places, as overlays name them, of the texts that are not decided; none of a definition that is not `open`."""
    return list(_marked(document, "")) if document.get("open") else []


def decidable(base: Base, place: str) -> bool:
    """Whether an overlay may say something else there."""
    entry = Entry(way="replace", path=place)
    line = allowed("replace", place)
    return line is not None and not hinders(base, line, entry)


def _marked(value: Any, path: str) -> Iterator[str]:  # noqa: ANN401 - plain data of any shape
    if isinstance(value, dict) and isinstance(value.get("ja"), str):
        if any(mark in str(words) for words in value.values() for mark in MARKS):
            yield path
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from _marked(one, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for at, one in enumerate(value):
            yield from _marked(one, f"{path}.{places.name_of(one) or at}")
