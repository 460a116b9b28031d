"""What documents do by the clock."""

import logging
from datetime import datetime

from naniwa.kernel.documents import operations
from naniwa.kernel.jobs import job

_log = logging.getLogger(__name__)


@job(name="documents.rescan", cron="*/5 * * * *", one_transaction=False)
def rescan(*, now: datetime) -> None:
    """Judge what waits for the virus scanner."""
    operations.rescan(now=now)


@job(name="documents.sweep", cron="40 18 * * *")
def sweep(*, now: datetime) -> None:
    """Every night at 3:40 Japanese time, remove files without a row and tell of rows without a file."""
    swept = operations.sweep(now=now)
    if swept.missing:
        _log.error("%d documents have lost their file: %s", len(swept.missing), ", ".join(map(str, swept.missing)))
