"""When isolation may end, by the rule of the disease."""

from datetime import date, datetime, timedelta

from naniwa.library.periods import day_of
from naniwa.services.outbreak.rules.regime import Isolation


def last_day(rule: Isolation, *, onset_on: date | None, diagnosed_on: date | None, reported_on: date) -> date:
    """The last day of isolation at the earliest, counted from the day after onset, or diagnosis without symptoms."""
    if onset_on:
        return onset_on + timedelta(days=rule.days_from_onset)
    return (diagnosed_on or reported_on) + timedelta(days=rule.days_without_symptoms)


def may_end(rule: Isolation, *, last: date, today: date, free_since: datetime | None, now: datetime) -> bool:
    """The days are over, and symptoms have been gone for long enough; None says that there never were any."""
    free = free_since is None or now - free_since >= timedelta(hours=rule.hours_free)
    return today > last and free


def ended_on(rule: Isolation, *, last: date, today: date, free_since: datetime | None) -> date:
    """The last day of an isolation that is over: of its days, or when symptoms had been gone for long enough."""
    free = day_of(free_since + timedelta(hours=rule.hours_free)) if free_since else last
    return min(max(last, free), today)
