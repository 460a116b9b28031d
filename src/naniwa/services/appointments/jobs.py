"""What appointments do by the clock."""

from datetime import datetime

from naniwa.kernel.jobs import job
from naniwa.services.appointments.operations import upkeep


@job(name="appointments.remind", cron="0 0 * * *")
def remind(*, now: datetime) -> None:
    """At 9:00 in Japan, those who come tomorrow."""
    upkeep.remind(now=now)


@job(name="appointments.lapse_held", cron="*/5 * * * *")
def lapse_held(*, now: datetime) -> None:
    """Places that nobody confirmed; whoever wants one sooner takes it without waiting for this."""
    upkeep.lapse_held(now=now)


@job(name="appointments.erase_old", queue="maintenance", cron="40 17 * * *")
def erase_old(*, now: datetime) -> None:
    """At 2:40 in Japan; what a night leaves, the next one takes."""
    upkeep.erase_old(now=now)
