"""Forgetting failed jobs that nobody will look at again; successful ones are not kept at all."""

from datetime import datetime

from django.db import connection

_FORGET = """
DELETE FROM procrastinate_jobs j WHERE j.status = 'failed'
AND (SELECT max(e.at) FROM procrastinate_events e WHERE e.job_id = j.id) < %s
"""


def forget_failed(*, before: datetime) -> int:
    """Delete the jobs that failed for good before then; returns how many."""
    with connection.cursor() as cursor:
        cursor.execute(_FORGET, [before])
        count: int = cursor.rowcount
    return count
