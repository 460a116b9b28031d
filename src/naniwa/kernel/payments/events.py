"""What the other parts hear of payouts."""

from dataclasses import dataclass
from typing import ClassVar

from naniwa.kernel.events.operations import Event


@dataclass(frozen=True)
class RunReleased(Event):
    """The bank was told to pay. Told once for all claims: `queries.runs.references(run)` names them."""

    name: ClassVar[str] = "payments.run_released"
    run: str
    procedure: str


@dataclass(frozen=True)
class ClaimPaid(Event):
    """The money arrived; `reference` is the application's. One event a claim: use a batch handler."""

    name: ClassVar[str] = "payments.claim_paid"
    reference: str
    procedure: str
    amount_yen: int


@dataclass(frozen=True)
class TransferFailed(Event):
    """The bank returned the money; `reason` is the bank's."""

    name: ClassVar[str] = "payments.transfer_failed"
    reference: str
    procedure: str
    amount_yen: int
    reason: str
