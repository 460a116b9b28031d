"""What the other parts hear of fees."""

from dataclasses import dataclass
from typing import ClassVar

from naniwa.kernel.events.registry import Event


@dataclass(frozen=True)
class ChargeSecured(Event):
    """A fee was paid, or set aside on a card; `reference` is what it is charged for, such as an application."""

    name: ClassVar[str] = "fees.charge_secured"
    reference: str
    item: str
    amount_yen: int


@dataclass(frozen=True)
class ChargeRefunded(Event):
    """Money went back to the payer."""

    name: ClassVar[str] = "fees.charge_refunded"
    reference: str
    item: str
    amount_yen: int
