"""Entry points for the queue: one call of a webhook, and the nightly forgetting."""

from datetime import datetime
from uuid import UUID

from naniwa.kernel.clients import operations
from naniwa.kernel.clients.operations.telling import JOB
from naniwa.kernel.jobs.registry import job


@job(name=JOB, queue="webhooks", one_transaction=False)
def deliver(*, number: str, now: datetime) -> None:
    operations.deliver(number=UUID(number), now=now)


@job(name="clients.forget", queue="maintenance", cron="45 18 * * *")
def forget(*, now: datetime) -> None:
    operations.forget_old(now=now)
