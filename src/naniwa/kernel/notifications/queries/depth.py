"""How many mails wait to be sent, for `naniwa doctor` and the metrics."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min

from naniwa.kernel.notifications.models import Message, State
from naniwa.kernel.organisations.isolation import as_system


@dataclass(frozen=True)
class Depth:
    """Mails that wait or are under way, and when the oldest of them was written."""

    unsent: int
    oldest_at: datetime | None


def depth() -> Depth:
    with as_system():
        waiting = Message.objects.filter(state__in=[State.QUEUED, State.SENDING])
        found = waiting.aggregate(unsent=Count("pk"), oldest_at=Min("created_at"))
    return Depth(**found)
