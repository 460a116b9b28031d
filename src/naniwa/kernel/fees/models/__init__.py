"""Fees as the database keeps them."""

from naniwa.kernel.fees.models.cash_up import CashUp
from naniwa.kernel.fees.models.charge import Capture, Charge, Kind
from naniwa.kernel.fees.models.delivery import Delivery
from naniwa.kernel.fees.models.entry import COUNTER_WAYS, Entry, EntryKind, Way
from naniwa.kernel.fees.models.payment import OPEN_STATES, SLIP, Payment
from naniwa.kernel.fees.models.refund import Refund, RefundState
from naniwa.kernel.fees.models.statement import Difference, Statement, StatementLine

__all__ = [
    "COUNTER_WAYS",
    "OPEN_STATES",
    "SLIP",
    "Capture",
    "CashUp",
    "Charge",
    "Delivery",
    "Difference",
    "Entry",
    "EntryKind",
    "Kind",
    "Payment",
    "Refund",
    "RefundState",
    "Statement",
    "StatementLine",
    "Way",
]
