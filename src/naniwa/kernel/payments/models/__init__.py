"""Payments as the database keeps them."""

from naniwa.kernel.payments.models.claim import AccountType, Claim, ClaimState
from naniwa.kernel.payments.models.objection import Objection
from naniwa.kernel.payments.models.paying_account import PayingAccount
from naniwa.kernel.payments.models.reclaim import Reclaim, Repayment
from naniwa.kernel.payments.models.run import Run, RunState
from naniwa.kernel.payments.models.transfer import Transfer, TransferState

__all__ = [
    "AccountType",
    "Claim",
    "ClaimState",
    "Objection",
    "PayingAccount",
    "Reclaim",
    "Repayment",
    "Run",
    "RunState",
    "Transfer",
    "TransferState",
]
