"""What happens by the clock: what was said long ago goes."""

from datetime import datetime, timedelta

from django.db import transaction

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.audit.entries import Entry
from naniwa.kernel.documents.operations.erasing import erase
from naniwa.services.consultation.models import Conversation, HandOver, State, Utterance

KEPT, ABANDONED = timedelta(days=90), timedelta(days=30)
"""How long a closed conversation keeps what was said, and after how long in silence an open one is closed."""
AT_ONCE = 200


@transaction.atomic
def close_abandoned(*, now: datetime) -> int:
    """Run as the system. Returns how many."""
    silent = Conversation.objects.filter(last_at__lt=now - ABANDONED).exclude(state=State.CLOSED)
    return silent.update(state=State.CLOSED, closed_at=now, waiting_since=None)


@transaction.atomic
def erase_old(*, now: datetime) -> int:
    """Remove words, files and notes; desk, times and the number of messages stay for counting.

    A transcript that was given to a case is a document of its own and goes with the case. Run as the system.
    """
    over = Conversation.objects.filter(state=State.CLOSED, closed_at__lt=now - KEPT, erased_at=None)
    found = list(over.select_for_update(skip_locked=True).order_by("closed_at")[:AT_ONCE])
    ids = [one.pk for one in found]
    Utterance.objects.filter(conversation__in=ids).delete()
    HandOver.objects.filter(conversation__in=ids).delete()
    erase(collections=[f"consultation:{one.reference}" for one in found])
    Conversation.objects.filter(pk__in=ids).update(subject="", person=None, erased_at=now)
    audit.record_many(Entry(action="consultation.erased", by=None, target=one, now=now) for one in found)
    return len(found)
