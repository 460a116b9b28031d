"""Sealing by the clock."""

from datetime import datetime

from naniwa.kernel.audit import operations
from naniwa.kernel.jobs import NO_RETRY, job


@job(name="audit.seal", queue="maintenance", cron="* * * * *", retry=NO_RETRY, one_transaction=False)
def seal(*, now: datetime) -> None:
    """Failing once is no matter: the next minute's job seals what this one did not."""
    operations.seal(now=now)
