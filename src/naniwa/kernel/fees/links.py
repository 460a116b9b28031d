"""Where the thing lies that a charge is for: each service tells it of its own."""

from collections.abc import Callable

type Link = Callable[[str], str]
"""The address of the payer's page by a reference; empty for a reference of another service."""

_LINKS: list[Link] = []


def add_link(link: Link) -> None:
    _LINKS.append(link)


def link_to(reference: str) -> str:
    """The address of what is charged for; empty where no page is known."""
    return next((found for link in _LINKS if (found := link(reference))), "")
