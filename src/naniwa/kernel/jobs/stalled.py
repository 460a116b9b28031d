"""Starting again the jobs that a dead worker left behind."""

import logging
from datetime import datetime, timedelta

from django.db import connection

from naniwa.kernel.jobs.registry import JOBS
from naniwa.kernel.jobs.retries import Retry

logger = logging.getLogger("naniwa.jobs")

# A worker that has been silent this long is taken for dead.
SILENCE = timedelta(seconds=60)

_STALLED = """
SELECT j.id, j.task_name, j.attempts FROM procrastinate_jobs j
LEFT JOIN procrastinate_workers w ON w.id = j.worker_id
WHERE j.status = 'doing' AND (w.id IS NULL OR w.last_heartbeat < clock_timestamp() - make_interval(secs => %s))
ORDER BY j.id FOR UPDATE OF j SKIP LOCKED
"""
_RETRY = "SELECT procrastinate_retry_job_v2(%s, %s, NULL, NULL, NULL)"
_GIVE_UP = "SELECT procrastinate_finish_job_v1(%s, 'failed', false)"


def restart_stalled(*, now: datetime, silence: timedelta = SILENCE) -> int:
    """Queue again the jobs of workers that are gone; returns how many were found.

    A job that has been tried as often as it may (it may be what kills the workers) is marked as failed.
    """
    with connection.cursor() as cursor:
        cursor.execute(_STALLED, [silence.total_seconds()])
        found = cursor.fetchall()
        for number, name, failures in found:
            job = JOBS.get(name)
            again = (job.retry if job else Retry()).wait_after(failures + 1) is not None
            cursor.execute(*((_RETRY, [number, now]) if again else (_GIVE_UP, [number])))
            logger.warning("job %s was left by a dead worker", name, extra={"fields": {"job": name, "again": again}})
    return len(found)
