"""What an auditor looks for."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class Criteria:
    """Empty fields do not narrow. Days are inclusive, in the installation's time zone."""

    person: UUID | None = None
    target: str = ""
    action: str = ""
    kind: str = ""
    since: date | None = None
    until: date | None = None
