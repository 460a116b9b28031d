"""What forms send, parsed; nothing of it is believed."""

from datetime import date
from uuid import UUID, uuid4


def number_in(text: str) -> UUID:
    """The number that was drawn with the form; a new one for anything else."""
    try:
        return UUID(text)
    except ValueError:
        return uuid4()


def day_in(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
