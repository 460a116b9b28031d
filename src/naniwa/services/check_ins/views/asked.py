"""Reading how long a page waited."""

from datetime import timedelta

LONGEST = 60 * 60 * 24


def waited_in(text: str) -> timedelta:
    """Seconds that a page had no network, none where it says nothing of use."""
    return timedelta(seconds=min(int(text), LONGEST)) if text.isascii() and text.isdecimal() else timedelta()
