"""Fees as the database keeps them."""

from naniwa.kernel.fees.models.cash_up import CashUp
from naniwa.kernel.fees.models.charge import Capture, Charge, Kind
from naniwa.kernel.fees.models.delivery import Delivery
from naniwa.kernel.fees.models.entry import COUNTER_WAYS, Entry, EntryKind, Way
from naniwa.kernel.fees.models.payment import OPEN_STATES, Payment
from naniwa.kernel.fees.models.refund import Refund, RefundState

__all__ = [
    "COUNTER_WAYS",
    "OPEN_STATES",
    "Capture",
    "CashUp",
    "Charge",
    "Delivery",
    "Entry",
    "EntryKind",
    "Kind",
    "Payment",
    "Refund",
    "RefundState",
    "Way",
]
