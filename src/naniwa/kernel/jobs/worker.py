"""A worker: takes jobs from the queue until it is told to stop."""

import logging
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

from django.utils import timezone
from procrastinate import App
from procrastinate.contrib.django.db_cleanup import DjangoApp
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.job_context import JobContext
from procrastinate.jobs import Job as QueuedJob
from procrastinate.retry import BaseRetryStrategy, RetryDecision

from naniwa.kernel.jobs.execution import execute
from naniwa.kernel.jobs.registry import JOBS, Job
from naniwa.kernel.jobs.retries import Retry
from naniwa.kernel.jobs.stalled import SILENCE
from naniwa.kernel.jobs.stopping import told_by

HEARTBEAT = timedelta(seconds=10)
POLL = timedelta(seconds=2)


def run_worker(
    *,
    queues: Iterable[str] | None = None,
    concurrency: int = 2,
    wait: bool = True,
    name: str = "worker",
) -> None:
    """Run jobs until SIGINT or SIGTERM, which let running jobs end and tell them so (`jobs.stopping`).

    With `wait=False` until none is due. A second signal ends the process at once.
    `queues` limits which are served; `concurrency` is the number of jobs, and database connections, at once.
    """
    logging.getLogger("procrastinate").setLevel(logging.WARNING)
    _app().run_worker(
        queues=list(queues) if queues else None,
        concurrency=concurrency,
        wait=wait,
        name=name,
        delete_jobs="successful",
        fetch_job_polling_interval=POLL.total_seconds(),
        update_heartbeat_interval=HEARTBEAT.total_seconds(),
        stalled_worker_timeout=SILENCE.total_seconds(),
        shutdown_graceful_timeout=0,  # running jobs are told at once; they are waited for nevertheless
    )


def _app() -> App:
    """The library's app for every registered job, on connections of its own."""
    app = DjangoApp(connector=DjangoConnector().get_worker_connector())
    for job in JOBS.values():
        task = app.task(name=job.name, queue=job.queue, retry=_Retries(job.retry), pass_context=True)(_runner(job))
        if job.cron:
            app.periodic(cron=job.cron, periodic_id=job.name)(task)
    return app


def _runner(job: Job) -> Callable[..., None]:
    def run(context: JobContext, timestamp: int | None = None, **arguments: Any) -> None:  # noqa: ANN401, ARG001 - the clock's jobs get one
        with told_by(context.should_abort):
            execute(job, arguments, now=timezone.now())  # noqa: TID251 - here the clock enters

    return run


class _Retries(BaseRetryStrategy):
    """Tells the library what a job's own `Retry` says."""

    def __init__(self, retry: Retry) -> None:
        self.retry = retry

    def get_retry_decision(self, *, exception: BaseException, job: QueuedJob) -> RetryDecision | None:  # noqa: ARG002 - theirs
        wait = self.retry.wait_after(job.attempts + 1)
        return None if wait is None else RetryDecision(retry_in={"seconds": int(wait.total_seconds())})
