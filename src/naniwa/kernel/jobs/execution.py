"""Running one job: its transaction, its scope, its log line."""

import logging
import time
from collections.abc import Mapping
from contextlib import nullcontext
from datetime import datetime
from typing import Any

from naniwa.kernel.jobs.registry import Job
from naniwa.kernel.organisations.isolation import as_system

logger = logging.getLogger("naniwa.jobs")


def execute(job: Job, arguments: Mapping[str, Any], *, now: datetime) -> None:
    """Run a job as the system. What it raises passes through, after a log line that names no argument."""
    started = time.perf_counter()
    try:
        with as_system() if job.one_transaction else nullcontext():
            job(now=now, **arguments)
    except Exception:
        _log(logging.ERROR, job, "failed", started)
        raise
    _log(logging.INFO, job, "done", started)


def _log(level: int, job: Job, outcome: str, started: float) -> None:
    seconds = round(time.perf_counter() - started, 4)
    fields = {"job": job.name, "queue": job.queue, "outcome": outcome, "seconds": seconds}
    logger.log(level, "job %s %s", job.name, outcome, extra={"fields": fields}, exc_info=level >= logging.ERROR)
