"""What consultations do by the clock."""

from datetime import datetime

from naniwa.kernel.jobs import job
from naniwa.services.consultation.operations import upkeep


@job(name="consultation.tidy", queue="maintenance", cron="50 17 * * *")
def tidy(*, now: datetime) -> None:
    """At 2:50 in Japan: what fell silent is closed, and what was closed long ago is emptied."""
    upkeep.close_abandoned(now=now)
    upkeep.erase_old(now=now)
