"""Health centres, cases, calls, daily reports and files on their way in."""

from naniwa.services.outbreak.models.cases import Case, Outcome, Severity, Sex, Source, Stage, Stay
from naniwa.services.outbreak.models.centres import Area, Centre
from naniwa.services.outbreak.models.contacts import Attempt, Passage, Passing, Result
from naniwa.services.outbreak.models.intake import Intake, IntakeLine, Sheet
from naniwa.services.outbreak.models.observation import Cause, Level, Observation, RuleVersion, Task, Way

__all__ = [
    "Area",
    "Attempt",
    "Case",
    "Cause",
    "Centre",
    "Intake",
    "IntakeLine",
    "Level",
    "Observation",
    "Outcome",
    "Passage",
    "Passing",
    "Result",
    "RuleVersion",
    "Severity",
    "Sex",
    "Sheet",
    "Source",
    "Stage",
    "Stay",
    "Task",
    "Way",
]
