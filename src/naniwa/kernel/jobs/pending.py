"""Running what is queued, here and now, through Django's own connection: for tests, the demo and rehearsals."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from naniwa.kernel.jobs.execution import execute
from naniwa.kernel.jobs.registry import JOBS

# One job that is due at a given time, taken as the library's own fetch function takes it.
_TAKE = """
WITH candidate AS (
    SELECT j.id FROM procrastinate_jobs j
    WHERE j.status = 'todo' AND (j.scheduled_at IS NULL OR j.scheduled_at <= %(now)s)
      AND (%(queues)s::varchar[] IS NULL OR j.queue_name = ANY(%(queues)s::varchar[]))
      AND NOT EXISTS (SELECT 1 FROM procrastinate_jobs o WHERE o.lock = j.lock AND o.status = 'doing')
    ORDER BY j.priority DESC, j.id LIMIT 1 FOR UPDATE OF j SKIP LOCKED
)
UPDATE procrastinate_jobs j SET status = 'doing', worker_id = %(worker)s FROM candidate
WHERE j.id = candidate.id RETURNING j.id, j.task_name, j.args, j.attempts
"""
_FINISH = "SELECT procrastinate_finish_job_v1(%s, %s, %s)"
_RETRY = "SELECT procrastinate_retry_job_v2(%s, %s, NULL, NULL, NULL)"


@dataclass(frozen=True)
class _Taken:
    id: int
    name: str
    arguments: dict[str, Any]
    failures: int


def run_pending(*, now: datetime, queues: list[str] | None = None, limit: int | None = None) -> int:
    """Run every job that is due at `now`, and what these queue in turn; returns how many ran.

    A job that fails waits for its next try, as it would with a worker, and is not tried again in this run
    unless its wait is over at `now`.
    """
    done = 0
    with _registered() as worker:
        while (limit is None or done < limit) and (taken := _take(now, queues, worker)):
            _run(taken, now)
            done += 1
    return done


@contextmanager
def _registered() -> Iterator[int]:
    """Known as a worker meanwhile, so that nobody takes the running job for a dead worker's."""
    worker: int = _query("SELECT procrastinate_register_worker_v1()", [])[0][0]
    try:
        yield worker
    finally:
        _query("SELECT procrastinate_unregister_worker_v1(%s)", [worker])


def _take(now: datetime, queues: list[str] | None, worker: int) -> _Taken | None:
    rows = _query(_TAKE, {"now": now, "queues": queues, "worker": worker})
    if not rows:
        return None
    number, name, arguments, failures = rows[0]
    return _Taken(number, name, json.loads(arguments), failures)


def _run(taken: _Taken, now: datetime) -> None:
    try:
        execute(JOBS[taken.name], taken.arguments, now=now)
    except Exception:  # noqa: BLE001 - a failed job is recorded; execute has logged it
        _failed(taken, now)
    else:
        _query(_FINISH, [taken.id, "succeeded", True])


def _failed(taken: _Taken, now: datetime) -> None:
    job = JOBS.get(taken.name)
    wait = job.retry.wait_after(taken.failures + 1) if job else None
    if wait is None:
        _query(_FINISH, [taken.id, "failed", False])
    else:
        _query(_RETRY, [taken.id, now + wait])


def _query(statement: str, parameters: Any) -> list[tuple[Any, ...]]:  # noqa: ANN401 - what the cursor takes
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows
