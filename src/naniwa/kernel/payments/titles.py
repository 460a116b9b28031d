"""What procedures are called in the reader's language; services that make claims add theirs when they start.

No models here, so that any app may import it while apps are loading.
"""

from collections.abc import Callable, Mapping

type Titles = Callable[[], Mapping[str, str]]

_ADDED: list[Titles] = []


def add_titles(titles: Titles) -> None:
    """`titles` gives the title of each procedure by its slug, in the language in force."""
    if titles not in _ADDED:
        _ADDED.append(titles)


def named(stored: Mapping[str, str]) -> dict[str, str]:
    """The titles in the language in force; the one that a claim keeps where no service knows the procedure."""
    known = {slug: title for titles in _ADDED for slug, title in titles().items()} if stored else {}
    return {slug: known.get(slug, title) for slug, title in stored.items()}
