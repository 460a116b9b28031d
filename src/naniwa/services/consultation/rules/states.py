"""The states of a conversation, and what can be said in each."""

from naniwa.services.consultation.rules.broken import Closed, NothingSaid, NotTaken, TakenByAnother, TooLong

WAITING, OPEN, CLOSED = "waiting", "open", "closed"
LONGEST = 2_000
"""Characters of one message."""


def check_words(text: str, *, with_file: bool) -> None:
    """Raises NothingSaid, TooLong."""
    if not text.strip() and not with_file:
        raise NothingSaid
    if len(text) > LONGEST:
        raise TooLong


def check_clerk(state: str, *, clerk_id: int | None, by_id: int) -> None:
    """Whether this clerk may answer. Raises Closed, NotTaken, TakenByAnother."""
    if state == CLOSED:
        raise Closed
    if clerk_id is None:
        raise NotTaken
    if clerk_id != by_id:
        raise TakenByAnother
