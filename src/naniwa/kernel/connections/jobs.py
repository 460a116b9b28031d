"""Entry points for the queue: telling a service of a sign-out, and the nightly forgetting."""

from datetime import datetime
from uuid import UUID

from naniwa.kernel.connections import operations
from naniwa.kernel.connections.operations.leaving import JOB
from naniwa.kernel.jobs.registry import job


@job(name=JOB, queue="webhooks", one_transaction=False)
def tell(*, number: str, sid: str, now: datetime) -> None:
    operations.tell(number=UUID(number), sid=sid, now=now)


@job(name="connections.forget", queue="maintenance", cron="50 18 * * *")
def forget(*, now: datetime) -> None:
    operations.forget_grants(now=now)
