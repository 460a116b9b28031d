"""Finds a place in the plain data of a definition; members of lists are named by key, whatever their order."""

from collections.abc import Mapping
from typing import Any

NAMED_BY = ("key", "code", "name")
"""By which a member of a list is known; the first that it has as one word."""
MISSING = object()
"""Stands for what a definition does not say."""


class NotThere(Exception):
    """The definition has nothing that could hold this place."""


def split(path: str) -> tuple[str, ...]:
    """`form.pages.dog` in its steps."""
    return tuple(path.split("."))


def name_of(member: Any) -> str | None:  # noqa: ANN401 - plain data of any shape
    """How a member of a list is named; None if it cannot be."""
    if not isinstance(member, dict):
        return None
    return next((member[one] for one in NAMED_BY if isinstance(member.get(one), str)), None)


def position(members: list[Any], name: str) -> int | None:
    """Where in a list the member of this name stands, from 0."""
    return next((at for at, member in enumerate(members) if name_of(member) == name), None)


def get(document: Any, path: str) -> Any:  # noqa: ANN401 - plain data of any shape
    """What stands at a place, or MISSING."""
    found = document
    for step in split(path):
        found = _inside(found, step)
        if found is MISSING:
            return MISSING
    return found


def holder(document: Any, path: str) -> Any:  # noqa: ANN401 - plain data of any shape
    """The mapping or list in which a place lies. Raises NotThere."""
    above = path.rpartition(".")[0]
    found = get(document, above) if above else document
    if not isinstance(found, dict | list):
        raise NotThere(path)
    return found


def put(document: Any, path: str, value: Any) -> None:  # noqa: ANN401 - plain data of any shape
    """Say something else at a place; None takes it away. Raises NotThere."""
    inside, last = holder(document, path), split(path)[-1]
    if not isinstance(inside, dict):
        raise NotThere(path)
    if value is None:
        inside.pop(last, None)
    else:
        inside[last] = value


def take(document: Any, path: str) -> Any:  # noqa: ANN401 - plain data of any shape
    """Take a member out of its list and return it. Raises NotThere."""
    inside = holder(document, path)
    at = position(inside, split(path)[-1]) if isinstance(inside, list) else None
    if at is None:
        raise NotThere(path)
    return inside.pop(at)


def homes(document: Mapping[str, Any]) -> dict[str, str]:
    """The place of each field by its key."""
    pages = document.get("form", {}).get("pages", [])
    return {
        one["key"]: f"form.pages.{page['key']}.fields.{one['key']}" for page in pages for one in page.get("fields", [])
    }


def _inside(found: Any, step: str) -> Any:  # noqa: ANN401 - plain data of any shape
    if isinstance(found, dict):
        return found.get(step, MISSING)
    at = position(found, step) if isinstance(found, list) else None
    return MISSING if at is None else found[at]
