"""What a mandate can be for: services tell which procedures there are, and which office decides on each."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Offered:
    """A procedure that takes agents; `title` is in the reader's language, `agents` a key of rules.TAKES."""

    slug: str
    title: str
    organisation_id: int
    agents: str


type Source = Callable[[], Iterable[Offered]]

_SOURCES: list[Source] = []


def add_source(source: Source) -> None:
    """Called once by each service that has procedures, when it starts."""
    _SOURCES.append(source)


def offered() -> list[Offered]:
    """Every procedure for which somebody can act, by title."""
    return sorted((one for source in _SOURCES for one in source()), key=lambda one: one.title)


def titles(slugs: Iterable[str]) -> list[str]:
    """Titles of these procedures; one that is gone stands under its slug."""
    known = {one.slug: one.title for one in offered()}
    return [known.get(slug, slug) for slug in slugs]
