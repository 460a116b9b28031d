"""Departments, their procedures and seals, files on their way in, surveys, and what was decided to change."""

from naniwa.services.inventory.models.department import Department
from naniwa.services.inventory.models.procedure import Procedure, State
from naniwa.services.inventory.models.redesign import FormWish, ProposalVerdict
from naniwa.services.inventory.models.seal import Seal, SealBatch
from naniwa.services.inventory.models.survey import Part, Survey
from naniwa.services.inventory.models.upload import Upload

__all__ = [
    "Department",
    "FormWish",
    "Part",
    "Procedure",
    "ProposalVerdict",
    "Seal",
    "SealBatch",
    "State",
    "Survey",
    "Upload",
]
