"""How many events wait for a handler, for `naniwa doctor` and the metrics."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Q

from naniwa.kernel.events.models import StoredEvent
from naniwa.kernel.organisations.isolation import as_system


@dataclass(frozen=True)
class Depth:
    """Events not yet with all their handlers; those of them that failed at least once; when the oldest happened."""

    undelivered: int
    failing: int
    oldest_at: datetime | None


def depth() -> Depth:
    waiting = StoredEvent.objects.filter(delivered_at=None)
    with as_system():
        found = waiting.aggregate(all=Count("pk"), failing=Count("pk", filter=Q(attempts__gt=0)), oldest=Min("at"))
    return Depth(undelivered=found["all"], failing=found["failing"], oldest_at=found["oldest"])
