"""Departments, their procedures and seals, files on their way in, and surveys."""

from naniwa.services.inventory.models.department import Department
from naniwa.services.inventory.models.procedure import Procedure, State
from naniwa.services.inventory.models.seal import Seal, SealBatch
from naniwa.services.inventory.models.survey import Part, Survey
from naniwa.services.inventory.models.upload import Upload

__all__ = ["Department", "Part", "Procedure", "Seal", "SealBatch", "State", "Survey", "Upload"]
