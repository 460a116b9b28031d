"""What reports mean, who is at risk and when isolation ends, as tables that a doctor can read."""

from datetime import date, datetime, timedelta

import pytest

from naniwa.library.periods import TOKYO
from naniwa.services.outbreak.definitions import defined, patient_words, source
from naniwa.services.outbreak.operations import ruling
from naniwa.services.outbreak.rules import isolation, levels, risk
from naniwa.services.outbreak.rules.broken import NotTheseRules
from naniwa.services.outbreak.rules.levels import Report
from naniwa.services.outbreak.rules.regime import LANGUAGES, Regime

COVID = defined()["covid-19"]


@pytest.mark.parametrize(
    ("report", "at_risk", "level", "severity"),
    [
        (Report(spo2=98, temperature=36.5), 1, "green", ""),
        (Report(spo2=96), 1, "green", ""),
        (Report(spo2=95), 1, "yellow", "moderate_1"),
        (Report(spo2=94), 2, "yellow", "moderate_1"),
        (Report(spo2=94), 3, "red", "moderate_1"),
        (Report(spo2=93), 1, "red", "moderate_2"),
        (Report(spo2=96, spo2_before=99), 1, "yellow", ""),
        (Report(temperature=38.4), 1, "green", ""),
        (Report(temperature=38.5), 1, "yellow", ""),
        (Report(temperature=40.0), 1, "red", ""),
        (Report(mood=1), 1, "yellow", ""),
        (Report(symptoms=["cough", "tired"]), 1, "green", ""),
        (Report(symptoms=["vomiting"]), 1, "yellow", ""),
        (Report(symptoms=["cough", "blue_lips"], spo2=98), 1, "red", ""),
        (Report(), 3, "green", ""),
    ],
)
def test_a_report_means_what_the_table_says(report: Report, at_risk: int, level: str, severity: str) -> None:
    judged = levels.judge(COVID, report, risk=at_risk)
    assert (judged.level, judged.severity) == (level, severity)


def test_each_of_the_thirteen_emergency_signs_is_red_by_itself() -> None:
    signs = [one.key for one in COVID.symptoms if one.level == "red"]
    assert len(signs) == 13
    assert {levels.judge(COVID, Report(symptoms=[one]), risk=1).level for one in signs} == {"red"}


@pytest.mark.parametrize(
    ("age", "severity", "factors", "expected"),
    [
        (30, "mild", [], 1),
        (30, "mild", ["diabetes"], 1),
        (64, "mild", [], 1),
        (65, "mild", [], 2),
        (70, "mild", ["heart"], 3),
        (30, "moderate_1", [], 2),
        (30, "moderate_2", [], 3),
        (None, "unknown", [], 1),
    ],
)
def test_risk_follows_from_age_factors_and_severity(
    age: int | None, severity: str, factors: list[str], expected: int
) -> None:
    assert risk.risk(COVID, age=age, severity=severity, factors=factors) == expected


@pytest.mark.parametrize(("at_risk", "hours"), [(1, 24), (2, 12), (3, 4)])
def test_the_first_contact_is_due_sooner_for_more_risk(at_risk: int, hours: int) -> None:
    now = datetime(2026, 11, 2, 10, 0, tzinfo=TOKYO)
    assert risk.first_contact_due(COVID, risk=at_risk, since=now) - now == timedelta(hours=hours)


def test_every_step_of_the_ladder_comes_no_later_for_more_risk() -> None:
    assert [step.act for step in COVID.ladder] == ["reminder", "call", "person", "visit"]
    for step in COVID.ladder:
        assert step.after_minutes[3] <= step.after_minutes[2] <= step.after_minutes[1]


@pytest.mark.parametrize(
    ("onset", "today", "free_hours", "says"),
    [
        (date(2026, 11, 1), date(2026, 11, 11), 100, "not yet"),
        (date(2026, 11, 1), date(2026, 11, 12), 72, "may end"),
        (date(2026, 11, 1), date(2026, 11, 12), 71, "not yet"),
        (None, date(2026, 11, 13), None, "may end"),
        (None, date(2026, 11, 12), None, "not yet"),
    ],
)
def test_isolation_ends_after_ten_days_and_three_without_symptoms(
    onset: date | None, today: date, free_hours: int | None, says: str
) -> None:
    last = isolation.last_day(
        COVID.isolation, onset_on=onset, diagnosed_on=date(2026, 11, 2), reported_on=date(2026, 11, 2)
    )
    now = datetime(today.year, today.month, today.day, 9, tzinfo=TOKYO)
    since = None if free_hours is None else now - timedelta(hours=free_hours)
    assert isolation.may_end(COVID.isolation, last=last, today=today, free_since=since, now=now) is (says == "may end")


def test_the_patient_is_asked_in_five_languages_and_plain_japanese() -> None:
    texts = [*patient_words().values(), *(one.words for one in COVID.symptoms)]
    assert [one for one in texts if set(one) != set(LANGUAGES)] == []


def test_a_rule_without_a_condition_is_refused() -> None:
    raw = COVID.model_dump()
    raw["readings"] = [{"key": "x", "words": {"ja": "x"}, "level": "red"}]
    with pytest.raises(ValueError, match="without a condition"):
        Regime.model_validate(raw)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("risk_points: {2: 2, 3: 4}", "risk_points: {3: 4}"),
        ("red_within_minutes: 30", "red_within_minutes: -30"),
        ("report_every_hours: {1: 24, 2: 24, 3: 12}", "report_every_hours: {1: 24, 2: 24, 3: 0}"),
        ("report_every_hours: {1: 24, 2: 24, 3: 12}", "report_every_hours: {1: 24, 2: 24, 3: 999999999999}"),
        ("slug: covid-19", "slug: 2021-13-45"),
        ("slug: covid-19", "slug: " + "[" * 2_000),
    ],
)
def test_rules_that_could_not_be_applied_are_not_taken(old: str, new: str) -> None:
    text = source("covid-19")
    assert old in text
    with pytest.raises(NotTheseRules):
        ruling.read(text.replace(old, new), disease="covid-19")
