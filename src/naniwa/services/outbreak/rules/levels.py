"""What a report means: green, yellow or red, and why."""

from collections.abc import Collection
from dataclasses import dataclass

from naniwa.services.outbreak.rules.regime import LEVELS, Level, Reading, Regime, Sign


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What was said on one occasion; `spo2_before` is the last figure known before it."""

    temperature: float | None = None
    spo2: int | None = None
    spo2_before: int | None = None
    mood: int | None = None
    symptoms: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Judged:
    """`reasons` are keys of symptoms and readings that are not green; `severity` is empty where nothing is said."""

    level: Level
    reasons: tuple[str, ...]
    severity: str


def judge(regime: Regime, report: Report, *, risk: int) -> Judged:
    """The worst of all that holds."""
    told: list[Sign] = [one for one in regime.symptoms if one.key in report.symptoms]
    held: list[Reading] = [one for one in regime.readings if risk >= one.risk_at_least and holds(one, report)]
    signs: list[Sign] = [*told, *held]
    level: Level = max((one.level for one in signs), key=LEVELS.index, default="green")
    reasons = tuple(one.key for one in signs if one.level != "green")
    return Judged(level, reasons, next((one.severity for one in held if one.severity), ""))


def holds(rule: Reading, report: Report) -> bool:
    """A figure that was not given holds nothing."""
    fallen = None if report.spo2 is None or report.spo2_before is None else report.spo2_before - report.spo2
    return all((
        _at_most(report.spo2, rule.spo2_at_most),
        _at_least(report.spo2, rule.spo2_at_least),
        _at_least(fallen, rule.spo2_fallen_by),
        _at_least(report.temperature, rule.temperature_at_least),
        _at_most(report.mood, rule.mood_at_most),
    ))  # fmt: skip


def _at_most(value: float | None, bound: float | None) -> bool:
    return bound is None or (value is not None and value <= bound)


def _at_least(value: float | None, bound: float | None) -> bool:
    return bound is None or (value is not None and value >= bound)
