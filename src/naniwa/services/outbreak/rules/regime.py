"""What is particular to one disease: risk, deadlines, what a reading means, the ladder, the end of isolation.

The schema of `definitions/*.yaml`, and of what staff change there with the approval of a doctor. Figures are a
person's age in years, hours, minutes, degrees Celsius and per cent; each list of rules is read from the top.
"""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

type Level = Literal["green", "yellow", "red"]
type Words = Mapping[str, str]
"""By language: ja, easy, en, zh, ko, vi; what is missing is said in English, then in Japanese."""
type Minutes = Annotated[int, Field(ge=1, le=30 * 24 * 60)]
type Hours = Annotated[int, Field(ge=1, le=30 * 24)]
type Days = Annotated[int, Field(ge=0, le=365)]
type Asked = Literal["temperature", "spo2", "mood"]
type Act = Literal["reminder", "call", "person", "visit"]
LEVELS: tuple[Level, ...] = ("green", "yellow", "red")
READINGS: tuple[Asked, ...] = ("temperature", "spo2", "mood")
HIGHEST_RISK = 3
LANGUAGES = ("ja", "easy", "en", "zh", "ko", "vi")


class Part(BaseModel):
    """Frozen, and nothing that it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Factor(Part):
    """What makes the disease worse for somebody; with `age_at_least` or `age_below`, known from the age alone."""

    key: str
    words: Words
    points: int = Field(ge=1)
    age_at_least: int | None = None
    age_below: int | None = None

    def is_of(self, age: int | None) -> bool:
        """Whether somebody of this age has it for the age alone."""
        if age is None or (self.age_at_least is None and self.age_below is None):
            return False
        return (self.age_at_least or 0) <= age and (self.age_below is None or age < self.age_below)


class Sign(Part):
    """`level` is what it means by itself."""

    key: str
    words: Words
    level: Level = "green"


class Symptom(Sign):
    """Asked of the patient; an emergency sign is red."""


class Reading(Sign):
    """A rule over one report: all that is said must hold; `severity` is what it then says of the person."""

    severity: str = ""
    spo2_at_most: int | None = None
    spo2_at_least: int | None = None
    spo2_fallen_by: int | None = None
    temperature_at_least: float | None = None
    mood_at_most: int | None = None
    risk_at_least: int = 1

    def bound_of(self, reading: Asked) -> float | None:
        """The figure from which on it holds, where it asks for one alone."""
        bounds: dict[Asked, float | None] = {"spo2": self.spo2_at_most, "temperature": self.temperature_at_least}
        return bounds.get(reading)

    def goes_by(self, reading: Asked) -> bool:
        """Whether it asks for a figure of this kind."""
        said = {
            "spo2": (self.spo2_at_most, self.spo2_at_least, self.spo2_fallen_by),
            "temperature": (self.temperature_at_least,),
            "mood": (self.mood_at_most,),
        }
        return any(one is not None for one in said[reading])

    @model_validator(mode="after")
    def _says_something(self) -> "Reading":
        if not any(self.goes_by(one) for one in READINGS):
            raise ValueError(f"{self.key}: a rule without a condition would hold for everybody")
        return self


class Step(Part):
    """What is done when a report is missing, so many minutes after the step before it, by risk from 1 to 3."""

    act: Act
    after_minutes: Mapping[int, Minutes]


class Isolation(Part):
    """Days after the onset (or the diagnosis, without symptoms), and hours without symptoms before it may end.

    From `fever` on a temperature is a symptom.
    """

    days_from_onset: Days
    days_without_symptoms: Days
    hours_free: Hours
    fever: float = 37.5


class Spread(Part):
    """How a disease goes from one to another, for estimates: days between the onsets of infector and infected.

    `delays` are cases by days from onset to publication, day 0 first, and `delays_of` says whose they are.
    """

    mean_days: float = Field(gt=0)
    sd_days: float = Field(gt=0)
    delays: tuple[int, ...] = Field(min_length=2)
    delays_of: Words


class Retention(Part):
    """Whole years for which a case names its person after it was closed; then only what statistics count stays."""

    years: int = Field(ge=1)


class Regime(Part):
    """One disease, as one version of its rules says.

    After `rise_after_tries` calls without reaching anybody a first contact is the supervisor's. `asks` are the readings
    that patients are asked for each day; a report of a case names a severity of `severity_points`. Without `spread` no
    chart estimates anything.
    """

    slug: str
    names: Words
    needs_doctor: bool = True
    sources: tuple[str, ...] = ()
    factors: tuple[Factor, ...]
    severity_points: Mapping[str, int]
    risk_points: Mapping[int, int]
    first_contact_hours: Mapping[int, Hours]
    try_again_minutes: Mapping[int, Minutes]
    rise_after_tries: int = Field(default=3, ge=1, le=20)
    report_every_hours: Mapping[int, Hours]
    red_within_minutes: Minutes
    watch_contacts_days: Days = 14
    asks: tuple[Asked, ...] = READINGS
    symptoms: tuple[Symptom, ...]
    readings: tuple[Reading, ...]
    ladder: tuple[Step, ...]
    isolation: Isolation
    retention: Retention = Retention(years=5)
    spread: Spread | None = None

    @model_validator(mode="after")
    def _whole(self) -> "Regime":
        by_risk = (self.first_contact_hours, self.try_again_minutes, self.report_every_hours)
        risks = set(range(1, HIGHEST_RISK + 1))
        if any(set(each) != risks for each in (*by_risk, *(step.after_minutes for step in self.ladder))):
            raise ValueError("deadlines are said for each risk, 1 to 3")
        if set(self.risk_points) != risks - {1}:
            raise ValueError("points are said for each risk above the lowest, 2 and 3")
        if not self.ladder or not self.symptoms:
            raise ValueError("a ladder and symptoms are needed")
        return self
