"""The queues and how long their oldest job has waited."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

_DEPTH = """
WITH queues AS (
    SELECT queue_name,
           count(*) FILTER (WHERE status = 'todo' AND (scheduled_at IS NULL OR scheduled_at <= %(now)s)) AS waiting,
           count(*) FILTER (WHERE status = 'todo' AND scheduled_at > %(now)s) AS scheduled,
           count(*) FILTER (WHERE status = 'doing') AS running,
           count(*) FILTER (WHERE status = 'failed') AS failed,
           min(id) FILTER (WHERE status = 'todo' AND (scheduled_at IS NULL OR scheduled_at <= %(now)s)) AS oldest
    FROM procrastinate_jobs GROUP BY queue_name
)
SELECT q.queue_name, q.waiting, q.scheduled, q.running, q.failed,
       (SELECT min(e.at) FROM procrastinate_events e WHERE e.job_id = q.oldest AND e.type = 'deferred')
FROM queues q ORDER BY q.queue_name
"""


@dataclass(frozen=True)
class QueueDepth:
    """Jobs due, set for later, running, and failed for good; `oldest_at` is when the oldest due one was queued."""

    queue: str
    waiting: int
    scheduled: int
    running: int
    failed: int
    oldest_at: datetime | None


def depth(*, now: datetime) -> list[QueueDepth]:
    with connection.cursor() as cursor:
        cursor.execute(_DEPTH, {"now": now})
        return [QueueDepth(*row) for row in cursor.fetchall()]
