"""What a form carries back as text, parsed; nothing of it is believed."""

from datetime import date
from uuid import UUID, uuid4


def known_number(text: str) -> UUID | None:
    """None for what is no number of ours."""
    try:
        return UUID(text)
    except ValueError:
        return None


def number_in(text: str) -> UUID:
    """The number that was drawn with the form, by which two presses of it are one; a new one for anything else."""
    return known_number(text) or uuid4()


def day_in(text: str) -> date | None:
    """None for what is no day as year, month and day."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
