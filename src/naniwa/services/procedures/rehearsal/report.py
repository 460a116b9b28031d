"""What a rehearsal found out."""

import resource
from dataclasses import asdict, dataclass, field
from typing import Any

_FOR_PEOPLE = frozenset({"procedure", "pays", "deficiencies_by_item", "faults_by_field"})


@dataclass(frozen=True)
class StageTime:
    """One stage: how many items in how many seconds of wall time."""

    name: str
    items: int
    seconds: float


@dataclass(frozen=True)
class BankFile:
    """A file as the bank would get it."""

    path: str
    sha256: str
    records: int
    total_yen: int


@dataclass
class Report:
    """The funnel, in applicants and yen; `failed_total_yen` counts each failed attempt."""

    procedure: str
    applicants: int = 0
    pays: bool = True
    """Whether anything is paid; where not, the figures of money stay 0."""
    received: int = 0
    refused_at_entry: int = 0
    deficient: int = 0
    notices_drafted: int = 0
    notices_sent: int = 0
    corrected: int = 0
    approved: int = 0
    rejected: int = 0
    withdrawn: int = 0
    paid: int = 0
    transfer_failed: int = 0
    paid_total_yen: int = 0
    failed_total_yen: int = 0
    municipal_share_yen: int = 0
    fees_paid_yen: int = 0
    payout_files: list[BankFile] = field(default_factory=list)
    stages: list[StageTime] = field(default_factory=list)
    deficiencies_by_item: dict[str, int] = field(default_factory=dict)
    faults_by_field: dict[str, int] = field(default_factory=dict)
    seconds: float = 0.0
    peak_rss_mb: float = 0.0

    def as_json(self) -> dict[str, Any]:
        """The figures that programs may rely on; which faults there were is for people to read."""
        return {key: value for key, value in asdict(self).items() if key not in _FOR_PEOPLE}


def peak_rss_mb() -> float:
    """The most memory that this process, or any of its finished helpers, has held; MiB."""
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    helpers = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return round((own + helpers) / 1024, 1)
