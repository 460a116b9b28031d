"""Entry points for the queue."""

from datetime import datetime

from naniwa.kernel.jobs.registry import job
from naniwa.kernel.mandates import operations


@job(name="mandates.expire", cron="5 * * * *")
def expire(*, now: datetime) -> None:
    operations.expire(now=now)


@job(name="mandates.forget", cron="25 3 * * *")
def forget(*, now: datetime) -> None:
    operations.forget(now=now)
