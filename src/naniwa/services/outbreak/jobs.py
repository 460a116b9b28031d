"""What the outbreak service does by the clock."""

from datetime import datetime

from naniwa.kernel.jobs import job, stopping
from naniwa.services.outbreak.operations import (
    asking,
    beds_matching,
    beds_offers,
    beds_requests,
    calling,
    climbing,
    counting,
    erasing,
    receiving,
    taking,
    tasks,
)


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


@job(name=climbing.ASK, one_transaction=False)
def ask_by_call(*, case: str, key: str, now: datetime) -> None:
    asking.ask(case=case, key=key, now=now)


@job(name=taking.TAKE, one_transaction=False)
def take_intake(*, number: str, now: datetime) -> None:
    """A worker that is to stop leaves the rest to the next, which this asks for."""
    with taking.failure_told(number=number, now=now):
        while taking.go_on(number=number, now=now):
            if stopping():
                take_intake.defer(number=number)
                return


@job(name=taking.UNDO, one_transaction=False)
def undo_intake(*, number: str, now: datetime, by: str = "") -> None:
    with taking.failure_told(number=number, now=now):
        taking.undo(number=number, by=by, now=now)


@job(name="outbreak.forget_intakes", queue="maintenance", cron="25 18 * * *")
def forget_intakes(*, now: datetime) -> None:
    """Files that were read and not taken in; at 3:25 in Japan."""
    receiving.forget(now=now)


@job(name="outbreak.erase_cases", queue="maintenance", cron="45 18 * * *", one_transaction=False)
def erase_cases(*, now: datetime) -> None:
    """Cases whose time is over; at 3:45 in Japan. A worker that is to stop leaves the rest to the next night."""
    while not stopping() and erasing.go_on(now=now):
        pass


@job(name="outbreak.expire_offers", cron="* * * * *")
def expire_offers(*, now: datetime) -> None:
    """Facilities that have not answered are asked no longer, and the beds kept there are free again."""
    beds_offers.expire(now=now)


@job(name=beds_matching.MATCH, cron="*/5 * * * *")
def match_beds(*, now: datetime) -> None:
    """Suggestions for all who wait, after each change and as deadlines pass."""
    beds_matching.match(now=now)


@job(name="outbreak.forget_placements", queue="maintenance", cron="35 18 * * *")
def forget_placements(*, now: datetime) -> None:
    """Requests for beds that ended 90 days ago; at 3:35 in Japan."""
    beds_requests.forget(now=now)


@job(name=counting.COUNT_JOB, cron="*/5 * * * *")
def count_cases(*, now: datetime) -> None:
    """Cases reported here come into the figures of the outbreak."""
    counting.count_cases(now=now)
