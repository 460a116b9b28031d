"""Reads of messages."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import Count, QuerySet

from naniwa.kernel.notifications.models import TO_HANDLE, Message, State
from naniwa.kernel.notifications.queries.depth import Depth, depth

__all__ = [
    "TO_HANDLE",
    "Depth",
    "counts_to_handle",
    "depth",
    "letters",
    "mails_to_handle",
    "messages_for",
    "to_handle",
    "visible",
]


def messages_for(reference: str) -> list[Message]:
    """All messages of one case, oldest first."""
    return list(Message.objects.filter(reference=reference).select_related("organisation").order_by("created_at", "pk"))


def visible(number: UUID | str) -> Message | None:
    """The message, if row security lets the acting person and organisation see it."""
    return Message.objects.select_related("organisation", "person").filter(pk=number).first()


def to_handle(*, state: str = "", after: tuple[datetime, UUID] | None = None, limit: int = 50) -> list[Message]:
    """What waits for staff, oldest first; `after` is the time and number of the last message of the page before."""
    waiting = _waiting().select_related("organisation")
    if state in TO_HANDLE:
        waiting = waiting.filter(state=state)
    if after:
        waiting = waiting.filter(created_at__gte=after[0]).exclude(created_at=after[0], pk__lte=after[1])
    return list(waiting.order_by("created_at", "pk")[:limit])


def counts_to_handle() -> dict[State, int]:
    """How many wait, by state, in the order of the list's filters."""
    counted = dict(_waiting().values_list("state").annotate(count=Count("pk")).order_by())
    return {state: counted.get(state.value, 0) for state in TO_HANDLE}


def letters(numbers: Collection[UUID | str] | None = None, *, limit: int = 500) -> list[Message]:
    """Letters that were not printed yet: all of them, or these."""
    waiting = _waiting().filter(state=State.LETTER).select_related("organisation")
    if numbers is not None:
        waiting = waiting.filter(pk__in=[str(number) for number in numbers])
    return list(waiting.order_by("created_at", "pk")[:limit])


def mails_to_handle(numbers: Collection[UUID | str]) -> list[Message]:
    """Those of these messages that were mails and wait for staff."""
    chosen = _waiting().filter(pk__in=[str(number) for number in numbers])
    return list(chosen.exclude(state=State.LETTER).order_by("created_at", "pk"))


def _waiting() -> QuerySet[Message]:
    return Message.objects.filter(state__in=TO_HANDLE, handled_at=None)
