"""What consultations do by the clock, and the writing down of speech."""

from datetime import datetime, timedelta

from naniwa.kernel.jobs import job, stopping
from naniwa.library import limited
from naniwa.services.consultation.operations import minutes, recording, upkeep


@job(name="consultation.tidy", queue="maintenance", cron="50 17 * * *")
def tidy(*, now: datetime) -> None:
    """At 2:50 in Japan: what fell silent is closed, and what was closed long ago is emptied."""
    upkeep.close_abandoned(now=now)
    upkeep.erase_old(now=now)


@job(name="consultation.end_calls", queue="maintenance", cron="*/10 * * * *")
def end_calls(*, now: datetime) -> None:
    upkeep.end_calls(now=now)


@job(name=recording.JOB, one_transaction=False)
def write_down(*, number: str, now: datetime) -> None:
    """A worker that is to stop leaves it to the next; one that is at another speech comes back to it."""
    try:
        minutes.write_down(number=number, stop=stopping, now=now)
    except limited.Stopped:
        write_down.defer(number=number)
    except minutes.Busy:
        write_down.defer_at(now + timedelta(minutes=1), number=number)
