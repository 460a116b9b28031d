"""Venues, check-ins, and alerts, as the database keeps them."""

from naniwa.services.check_ins.models.alert import Alert, Approval, CaseCode, SharedVisit, State
from naniwa.services.check_ins.models.centre import AlertCentre
from naniwa.services.check_ins.models.checkin import CheckIn, Day, Post, PostState
from naniwa.services.check_ins.models.officer import OfficerKey
from naniwa.services.check_ins.models.venue import Kind, Venue

__all__ = [
    "Alert",
    "AlertCentre",
    "Approval",
    "CaseCode",
    "CheckIn",
    "Day",
    "Kind",
    "OfficerKey",
    "Post",
    "PostState",
    "SharedVisit",
    "State",
    "Venue",
]
