"""Reading what a request asks for: numbers, and how long a page waited."""

from datetime import timedelta
from uuid import UUID, uuid4

LONGEST = 60 * 60 * 24


def number_in(text: str) -> UUID:
    """The number that a form carries; a new one where it carries none."""
    try:
        return UUID(text)
    except ValueError:
        return uuid4()


def waited_in(text: str) -> timedelta:
    """Seconds that a page had no network, none where it says nothing of use."""
    return timedelta(seconds=min(int(text), LONGEST)) if text.isascii() and text.isdecimal() else timedelta()
