"""What `naniwa doctor` looks at in the database about work: workers, jobs that hang, mail that waits."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from naniwa.cli.finding import Finding
from naniwa.kernel.jobs import queries as jobs
from naniwa.kernel.jobs.stalled import SILENCE
from naniwa.kernel.notifications import queries as notifications

WORKER = "start `naniwa worker`, or look at its log if it is running"
LONGEST_JOB = timedelta(hours=1)
LONGEST_MAIL = timedelta(minutes=15)

_HANGING = """
SELECT j.task_name, count(*), count(*) FILTER (WHERE w.id IS NULL)
FROM procrastinate_jobs j
LEFT JOIN procrastinate_workers w ON w.id = j.worker_id AND clock_timestamp() - w.last_heartbeat <= %(silence)s
JOIN LATERAL (
    SELECT max(e.at) AS at FROM procrastinate_events e WHERE e.job_id = j.id AND e.type = 'started'
) started ON started.at < clock_timestamp() - %(longest)s::interval OR w.id IS NULL
WHERE j.status = 'doing' GROUP BY 1 ORDER BY 1
"""


def workers() -> Iterator[Finding]:
    found = jobs.workers()
    last = f"{timezone.localtime(found.last_at):%Y-%m-%d %H:%M}" if found.last_at else ""
    heard = f"last heard of at {last}" if last else "never heard of one"
    yield Finding("workers", f"{found.alive} alive" if found.alive else heard, "" if found.alive else WORKER)


def hanging_jobs() -> Iterator[Finding]:
    """Jobs whose worker is gone (taken up again within a minute where another lives), or that run for an hour."""
    found = _rows(_HANGING, {"silence": SILENCE, "longest": LONGEST_JOB})
    names = ", ".join(f"{count} of {name}" for name, count, _left in found)
    remedy = WORKER if any(left for _name, _count, left in found) else "read the worker's log, then restart the worker"
    yield Finding("jobs that hang", names or "none", remedy if found else "")


def mail() -> Iterator[Finding]:
    found = notifications.depth()
    late = found.oldest_at is not None and timezone.now() - found.oldest_at > LONGEST_MAIL
    since = f", the oldest since {timezone.localtime(found.oldest_at):%Y-%m-%d %H:%M}" if found.oldest_at else ""
    remedy = f"see that the mail server of NANIWA_SMTP_URL answers; {WORKER}"
    yield Finding("mail to send", f"{found.unsent} waiting{since}", remedy if late else "")


def _rows(query: str, values: Any) -> list[tuple[Any, ...]]:  # noqa: ANN401 - as Django's cursor takes them
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return list(cursor.fetchall())


CHECKS = (workers, hanging_jobs, mail)
