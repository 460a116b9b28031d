"""Calls: the one of a conversation, what one browser is told of the other, and minutes that wait for a clerk."""

from django.conf import settings

from naniwa.kernel.organisations.isolation import as_system
from naniwa.services.consultation import meetings
from naniwa.services.consultation.models import Call, Conversation, Minutes, Side, Signal


def newest(conversation: Conversation) -> Call | None:
    """The one that goes on, or the last; as the system, for the row of its clerk."""
    with as_system():
        found = Call.objects.filter(conversation=conversation).select_related("clerk")
        return found.order_by("-offered_at", "-pk").first()


def told(call: Call, side: Side, *, after: int) -> list[Signal]:
    """What the other side's browser said after the signal of this number."""
    return list(call.signals.exclude(side=side).filter(number__gt=after).order_by("number"))


def minutes_of(conversation: Conversation) -> Minutes | None:
    """The newest that are not settled."""
    found = Minutes.objects.filter(call__conversation=conversation, settled_at=None)
    return found.select_related("call").order_by("-sent_at").first()


def may_record(call: Call) -> bool:
    """Whether a page of ours holds it and a program is there to write it down."""
    known = meetings.KNOWN.get(call.provider)
    return bool(known and known.on_our_page and settings.TRANSCRIBER)
