"""Which days an officer's key sealed: from a while before it was made to a while after another took its place."""

from datetime import date, datetime, timedelta

from naniwa.library.periods import day_of

WAITED = timedelta(hours=2)
"""How long a page that had no network may keep a check-in before it counts as of when it arrives."""
KNOWN_FOR = timedelta(minutes=5)
"""For longer than this no process seals to a key that was replaced."""


def days_of(made_at: datetime, replaced_at: datetime | None) -> tuple[date, date | None]:
    """The first and the last day of which a check-in may be sealed to the key; no last one while it is in use."""
    return day_of(made_at - WAITED), day_of(replaced_at + KNOWN_FOR) if replaced_at else None
