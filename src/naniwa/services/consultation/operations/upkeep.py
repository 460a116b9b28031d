"""What happens by the clock: what was said long ago goes."""

from datetime import datetime, timedelta

from django.db import transaction

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.audit.entries import Entry
from naniwa.kernel.documents.operations.erasing import erase
from naniwa.services.consultation.models import (
    Call,
    CallState,
    Conversation,
    HandOver,
    Minutes,
    MinutesState,
    State,
    Utterance,
)
from naniwa.services.consultation.operations import calls, minutes
from naniwa.services.consultation.rules.calls import KEPT_AT_MOST, LONGEST_CALL

KEPT, ABANDONED = timedelta(days=90), timedelta(days=30)
"""How long a closed conversation keeps what was said, and after how long in silence an open one is closed."""
AT_ONCE = 200


@transaction.atomic
def close_abandoned(*, now: datetime) -> int:
    """Run as the system. Returns how many."""
    silent = Conversation.objects.filter(last_at__lt=now - ABANDONED).exclude(state=State.CLOSED)
    return silent.update(state=State.CLOSED, closed_at=now, waiting_since=None)


def end_calls(*, now: datetime) -> None:
    """What nobody hung up, and speech that no program came for. Run as the system."""
    for call in Call.objects.filter(offered_at__lt=now - LONGEST_CALL).exclude(state=CallState.ENDED):
        calls.end(call=call, by=None, now=now)
    for one in Minutes.objects.filter(state=MinutesState.WAITING, sent_at__lt=now - KEPT_AT_MOST):
        minutes.give_up(one, now=now)


@transaction.atomic
def erase_old(*, now: datetime) -> int:
    """Remove words, files, notes and calls; desk, times and the number of messages stay for counting.

    A transcript that was given to a case is a document of its own and goes with the case. Run as the system.
    """
    over = Conversation.objects.filter(state=State.CLOSED, closed_at__lt=now - KEPT, erased_at=None)
    found = list(over.select_for_update(skip_locked=True).order_by("closed_at")[:AT_ONCE])
    ids = [one.pk for one in found]
    Call.objects.filter(conversation__in=ids).delete()
    Utterance.objects.filter(conversation__in=ids).delete()
    HandOver.objects.filter(conversation__in=ids).delete()
    erase(collections=[f"consultation:{one.reference}" for one in found])
    Conversation.objects.filter(pk__in=ids).update(subject="", person=None, erased_at=now)
    audit.record_many(Entry(action="consultation.erased", by=None, target=one, now=now) for one in found)
    return len(found)
