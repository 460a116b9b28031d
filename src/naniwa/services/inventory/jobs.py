"""What the inventory does by the clock."""

from datetime import datetime

from naniwa.kernel.jobs import job
from naniwa.services.inventory.operations import importing, surveys


@job(name="inventory.forget_uploads", cron="20 18 * * *")
def forget_uploads(*, now: datetime) -> None:
    """Files that were read and not taken in; at 3:20 in Japan."""
    importing.forget(now=now)


@job(name="inventory.remind", cron="0 0 * * *")
def remind(*, now: datetime) -> None:
    """Departments that have not answered; at 9:00 in Japan, each occasion once."""
    surveys.remind(now=now)
