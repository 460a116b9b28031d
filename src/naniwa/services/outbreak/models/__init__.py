"""Health centres, what they look after, and cases."""

from naniwa.services.outbreak.models.cases import Case, Outcome, Severity, Sex, Source, Stage, Stay
from naniwa.services.outbreak.models.centres import Area, Centre

__all__ = ["Area", "Case", "Centre", "Outcome", "Severity", "Sex", "Source", "Stage", "Stay"]
