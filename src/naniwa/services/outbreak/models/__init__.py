"""Health centres, cases, calls, daily reports and files on their way in."""

from naniwa.services.outbreak.models.cases import Case, Outcome, Severity, Sex, Source, Stage, Stay
from naniwa.services.outbreak.models.centres import Area, Centre
from naniwa.services.outbreak.models.contacts import Attempt, Passage, Passing, Result
from naniwa.services.outbreak.models.intake import Intake, IntakeLine, Sheet
from naniwa.services.outbreak.models.observation import Cause, Level, Observation, RuleVersion, Task, Way
from naniwa.services.outbreak.models.surroundings import (
    CloseContact,
    Cluster,
    ClusterMember,
    Lodging,
    Setting,
    Transport,
)

__all__ = [
    "Area",
    "Attempt",
    "Case",
    "Cause",
    "Centre",
    "CloseContact",
    "Cluster",
    "ClusterMember",
    "Intake",
    "IntakeLine",
    "Level",
    "Lodging",
    "Observation",
    "Outcome",
    "Passage",
    "Passing",
    "Result",
    "RuleVersion",
    "Setting",
    "Severity",
    "Sex",
    "Sheet",
    "Source",
    "Stage",
    "Stay",
    "Task",
    "Transport",
    "Way",
]
