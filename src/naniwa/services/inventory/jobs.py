"""What the inventory does by the clock, and when another service tells it something."""

from collections.abc import Sequence
from datetime import datetime

from naniwa.kernel.events.registry import handler
from naniwa.kernel.jobs import job
from naniwa.services.inventory.heard import DraftMade
from naniwa.services.inventory.operations import importing, summing, surveys, wishing


@handler(DraftMade, name="inventory.draft_made")
def draft_made(event: DraftMade, now: datetime) -> None:
    wishing.made(event, now=now)


@job(name="inventory.forget_uploads", cron="20 18 * * *")
def forget_uploads(*, now: datetime) -> None:
    """Files that were read and not taken in; at 3:20 in Japan."""
    importing.forget(now=now)


@job(name="inventory.remind", cron="0 0 * * *")
def remind(*, now: datetime) -> None:
    """Departments that have not answered; at 9:00 in Japan, each occasion once."""
    surveys.remind(now=now)


@job(name=summing.JOB)
def sum_up(*, procedures: Sequence[str], now: datetime) -> None:  # noqa: ARG001 - a job's arguments
    summing.sum_up_all(procedures)


@job(name="inventory.sum_up_missed", queue="maintenance", cron="10 19 * * *")
def sum_up_missed(*, now: datetime) -> None:  # noqa: ARG001 - as above
    """Every night at 4:10 in Japan."""
    summing.put_off_missed()
