"""What the outbreak service does by the clock."""

from datetime import datetime

from naniwa.kernel.jobs import job
from naniwa.services.outbreak.operations import calling, climbing, tasks


@job(name="outbreak.escalate", cron="*/5 * * * *")
def escalate(*, now: datetime) -> None:
    """First contacts and urgent tasks that are late rise to the supervisor on duty."""
    calling.escalate(now=now)
    tasks.escalate(now=now)


@job(name="outbreak.climb", cron="*/5 * * * *")
def climb(*, now: datetime) -> None:
    """Whose report is missing climbs one step."""
    while climbing.climb(now=now) == climbing.AT_ONCE:
        pass
