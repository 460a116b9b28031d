"""What a charge and its payments come to: decisions without a database, a clock or a request."""

from dataclasses import dataclass
from enum import StrEnum


class ChargeState(StrEnum):
    """Where a charge stands; the words are in models.charge."""

    OPEN = "open"
    HELD = "held"
    PAID = "paid"
    OVERPAID = "overpaid"
    CANCELLED = "cancelled"
    REFUNDED = "refunded"


class PaymentState(StrEnum):
    """Where one attempt to pay stands."""

    STARTED = "started"
    AUTHORISED = "authorised"
    CAPTURED = "captured"
    VOIDED = "voided"
    FAILED = "failed"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Sums:
    """Whole yen of one charge: what was charged, taken off again, paid, given back, and set aside on a card."""

    charged: int
    reduced: int = 0
    paid: int = 0
    refunded: int = 0
    held: int = 0

    @property
    def due(self) -> int:
        """What is to be paid in the end."""
        return self.charged - self.reduced

    @property
    def kept(self) -> int:
        return self.paid - self.refunded

    @property
    def owed(self) -> int:
        """What is still missing; never below 0."""
        return max(0, self.due - self.kept)

    @property
    def excess(self) -> int:
        """What was paid beyond what is due, and is to be given back."""
        return max(0, self.kept - self.due)

    @property
    def secured(self) -> bool:
        """Whether the money is there or set aside, so that the work may go on."""
        return self.kept + self.held >= self.due


def charge_state(sums: Sums) -> ChargeState:
    """One word for the sums."""
    if sums.excess:
        return ChargeState.OVERPAID
    if sums.due == 0:
        return ChargeState.REFUNDED if sums.paid else ChargeState.CANCELLED
    if sums.owed == 0:
        return ChargeState.PAID
    return ChargeState.HELD if sums.secured else ChargeState.OPEN


@dataclass(frozen=True, slots=True)
class Facts:
    """All that was ever heard of one payment; each fact only adds, so that their order does not matter."""

    authorised: bool = False
    captured_yen: int | None = None
    voided: bool = False
    failed: bool = False
    expired: bool = False


def payment_state(facts: Facts) -> PaymentState:
    """Money that moved outweighs all else; then what ended the attempt; then what is set aside."""
    if facts.captured_yen is not None:
        return PaymentState.CAPTURED
    ended = ((facts.voided, PaymentState.VOIDED), (facts.failed, PaymentState.FAILED))
    for happened, state in ended:
        if happened:
            return state
    if facts.authorised:
        return PaymentState.AUTHORISED
    return PaymentState.EXPIRED if facts.expired else PaymentState.STARTED
