"""The queue's own upkeep."""

from datetime import datetime, timedelta

from naniwa.kernel.jobs.registry import job
from naniwa.kernel.jobs.retries import NO_RETRY
from naniwa.kernel.jobs.stalled import restart_stalled
from naniwa.kernel.jobs.tidying import forget_failed

KEPT = timedelta(days=30)


@job(name="jobs.restart_stalled", queue="maintenance", cron="* * * * *", retry=NO_RETRY)
def restart(*, now: datetime) -> None:
    restart_stalled(now=now)


@job(name="jobs.forget_failed", queue="maintenance", cron="0 18 * * *", retry=NO_RETRY)
def forget(*, now: datetime) -> None:
    forget_failed(before=now - KEPT)
