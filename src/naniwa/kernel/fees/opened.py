"""Paying without an account: what a service opened for this browser, once it had asked who is there."""

from collections.abc import Iterable, MutableMapping
from datetime import datetime, timedelta
from typing import Any

KEY = "fees_opened"
LASTS = timedelta(hours=1)
"""Long enough for a provider's page; a phone that is handed on shows nothing the next day."""

type Session = MutableMapping[str, Any]


def open_for(session: Session, reference: str, *, now: datetime) -> None:
    """Let this browser see and pay what is charged for the reference, for a while."""
    kept = {one: until for one, until in session.get(KEY, {}).items() if until > now.timestamp()}
    session[KEY] = {**kept, reference: (now + LASTS).timestamp()}


def references(session: Session, *, now: datetime) -> Iterable[str]:
    """What is open in this browser now."""
    return [one for one, until in session.get(KEY, {}).items() if until > now.timestamp()]
