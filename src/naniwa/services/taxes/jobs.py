"""What taxes do by the clock and in the background."""

from datetime import datetime
from uuid import UUID

from naniwa.kernel.jobs import job
from naniwa.services.taxes.operations import importing, printing, reminding
from naniwa.services.taxes.operations.batches import PRINT_JOB


@job(name=PRINT_JOB)
def print_part(*, number: str, part: int, now: datetime) -> None:
    printing.print_part(number=UUID(number), part=part, now=now)


@job(name="taxes.remind", cron="10 0 * * *")
def remind(*, now: datetime) -> None:
    """At 9:10 in Japan, a week before a due day."""
    reminding.remind(now=now)


@job(name="taxes.forget", queue="maintenance", cron="50 17 * * *")
def forget(*, now: datetime) -> None:
    """At 2:50 in Japan, lists that nobody took in, and PDFs of letters that were sent long ago."""
    importing.forget(now=now)
    printing.forget(now=now)
