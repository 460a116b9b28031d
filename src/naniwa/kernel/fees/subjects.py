"""What taxes are called: the ledger keeps their slugs alone, and the service that charges them tells the words."""

from collections.abc import Mapping

from django.utils.functional import Promise

_WORDS: dict[str, str | Promise] = {}


def add_subjects(words: Mapping[str, str | Promise]) -> None:
    _WORDS.update(words)


def in_words(subject: str) -> str:
    """In the reader's language; the slug itself where no service knows it."""
    return str(_WORDS.get(subject, subject))
