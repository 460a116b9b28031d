"""Which workers live, by what each of them writes down every ten seconds."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from naniwa.kernel.jobs.stalled import SILENCE

_WORKERS = """
SELECT count(*) FILTER (WHERE clock_timestamp() - last_heartbeat <= make_interval(secs => %s)), max(last_heartbeat),
       extract(epoch FROM clock_timestamp() - max(last_heartbeat))::float8
FROM procrastinate_workers
"""


@dataclass(frozen=True)
class Workers:
    """How many were heard of within a minute; the last word of any, and the seconds since. None: never of one."""

    alive: int
    last_at: datetime | None
    silent_for: float | None


def workers() -> Workers:
    """By the database's clock, which writes the words down too."""
    with connection.cursor() as cursor:
        cursor.execute(_WORKERS, [SILENCE.total_seconds()])
        return Workers(*(cursor.fetchone() or (0, None, None)))
