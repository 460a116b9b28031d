"""Entry points for the queue: telling services of sessions that are over, and the nightly forgetting."""

from datetime import datetime
from uuid import UUID

from naniwa.kernel.connections import operations
from naniwa.kernel.connections.operations.leaving import JOB
from naniwa.kernel.jobs.registry import job


@job(name=JOB, queue="webhooks", one_transaction=False)
def tell(*, number: str, sid: str, now: datetime) -> None:
    operations.tell(number=UUID(number), sid=sid, now=now)


@job(name="connections.tell_of_lost_sessions", queue="maintenance", cron="*/10 * * * *")
def tell_of_lost_sessions(*, now: datetime) -> None:
    """Nobody signs out of a session that expires, so that it is looked for."""
    operations.tell_of_lost_sessions(now=now)


@job(name="connections.forget", queue="maintenance", cron="50 18 * * *")
def forget(*, now: datetime) -> None:
    operations.forget_grants(now=now)
