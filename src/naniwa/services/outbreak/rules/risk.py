"""How much at risk a person is, and by when that makes something due."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from naniwa.services.outbreak.rules.regime import HIGHEST_RISK, Regime

BANDS = {"preschool": 0, "school": 7}
"""Age groups of the published lists that are no decade, by the youngest who is in them."""

OLDEST = 90


def age_on(born_on: date | None, band: str, day: date) -> int | None:
    """Years of age; of an age group, its youngest. None where neither is known."""
    if born_on:
        return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))
    return BANDS.get(band, int(band) if band.isdigit() else None)


def band(born_on: date | None, known: str, day: date) -> str:
    """The decade of age on a day, as statistics count it, from OLDEST on in one; else the group that is known."""
    years = age_on(born_on, "", day)
    if years is None:
        return known
    return str(min(max(years, 0) // 10 * 10, OLDEST))


def risk(regime: Regime, *, age: int | None, severity: str, factors: Iterable[str]) -> int:
    """1 (low) to 3 (high), by the points of age, factors and severity."""
    named = set(factors)
    points = regime.severity_points.get(severity, 0) + sum(
        one.points for one in regime.factors if one.key in named or one.is_of(age)
    )
    return next((level for level in range(HIGHEST_RISK, 1, -1) if points >= regime.risk_points[level]), 1)


def first_contact_due(regime: Regime, *, risk: int, since: datetime) -> datetime:
    return since + timedelta(hours=regime.first_contact_hours[risk])


def next_try_due(regime: Regime, *, risk: int, now: datetime) -> datetime:
    """After a call that nobody answered."""
    return now + timedelta(minutes=regime.try_again_minutes[risk])


def rises(regime: Regime, *, tries: int, first_due: datetime | None, now: datetime) -> bool:
    """Whether who cannot be reached becomes the supervisor's: after so many tries, or at the first deadline.

    `first_due` is None once it rose.
    """
    return tries >= regime.rise_after_tries or (first_due is not None and now >= first_due)


def next_report_due(regime: Regime, *, risk: int, now: datetime) -> datetime:
    return now + timedelta(hours=regime.report_every_hours[risk])


def next_step_due(regime: Regime, *, risk: int, ladder: int, now: datetime) -> datetime:
    """When the step above `ladder` is taken if nothing is heard; the last one comes again and again."""
    step = regime.ladder[min(ladder, len(regime.ladder) - 1)]
    return now + timedelta(minutes=step.after_minutes[risk])
