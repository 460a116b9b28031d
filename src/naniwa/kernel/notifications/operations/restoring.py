"""Mail that was waiting when a backup was made: it may have gone out since, so nobody sends it again unseen."""

from datetime import datetime

from django.db import transaction

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.audit.entries import Entry
from naniwa.kernel.notifications.models import Message, State
from naniwa.kernel.notifications.operations.delivering import LONGEST_ERROR

UNKNOWN = "restored from a backup, and may have been sent after it was made"


@transaction.atomic
def hold_back(*, now: datetime) -> int:
    """Put every mail that waits or is under way onto the office's list of what may not have arrived; returns how many.

    Run as the system, after a restore and before anything sends. Staff send anew what is to go out.
    """
    waiting = Message.objects.select_for_update().filter(state__in=[State.QUEUED, State.SENDING])
    held = list(waiting.select_related("organisation").order_by("pk"))
    Message.objects.filter(pk__among=[each.pk for each in held]).update(
        state=State.UNCONFIRMED, error=UNKNOWN[:LONGEST_ERROR], next_attempt_at=None
    )
    return audit.record_many(
        Entry(action="notifications.held_back", by=None, target=each, now=now, detail={"reason": UNKNOWN})
        for each in held
    )
