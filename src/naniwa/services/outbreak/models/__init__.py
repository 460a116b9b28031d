"""Health centres, cases, calls, daily reports and files on their way in."""

from naniwa.services.outbreak.models.beds import (
    Bed,
    BedPool,
    BedReport,
    Facility,
    FacilityKind,
    Need,
    Offer,
    OfferState,
    PlacementRequest,
    Refusal,
    RequestState,
)
from naniwa.services.outbreak.models.beds_suggested import Matching, Suggested
from naniwa.services.outbreak.models.cases import Case, Outcome, Severity, Sex, Source, Stage, Stay
from naniwa.services.outbreak.models.centres import Area, Centre
from naniwa.services.outbreak.models.contacts import Attempt, Passage, Passing, Result
from naniwa.services.outbreak.models.counting import SwitchOver, TouchedDay
from naniwa.services.outbreak.models.feeds import CaseCount, DailyFigure, FeedImport, FeedRejection, PublishedCase
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
from naniwa.services.outbreak.models.waiting import WaitingChange

__all__ = [
    "Area",
    "Attempt",
    "Bed",
    "BedPool",
    "BedReport",
    "Case",
    "CaseCount",
    "Cause",
    "Centre",
    "CloseContact",
    "Cluster",
    "ClusterMember",
    "DailyFigure",
    "Facility",
    "FacilityKind",
    "FeedImport",
    "FeedRejection",
    "Intake",
    "IntakeLine",
    "Level",
    "Lodging",
    "Matching",
    "Need",
    "Observation",
    "Offer",
    "OfferState",
    "Outcome",
    "Passage",
    "Passing",
    "PlacementRequest",
    "PublishedCase",
    "Refusal",
    "RequestState",
    "Result",
    "RuleVersion",
    "Setting",
    "Severity",
    "Sex",
    "Sheet",
    "Source",
    "Stage",
    "Stay",
    "Suggested",
    "SwitchOver",
    "Task",
    "TouchedDay",
    "Transport",
    "WaitingChange",
    "Way",
]
