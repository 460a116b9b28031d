"""Writes of payments: claims open, runs are made up, released and confirmed by different people."""

from naniwa.kernel.payments.operations.accounts import set_paying_account
from naniwa.kernel.payments.operations.claims import Account, NewClaim, amend_account, cancel, open_claims
from naniwa.kernel.payments.operations.collecting import collect, discard
from naniwa.kernel.payments.operations.confirming import confirm
from naniwa.kernel.payments.operations.reclaiming import pay_back, recall
from naniwa.kernel.payments.operations.releasing import release
from naniwa.kernel.payments.operations.waiving import waive

__all__ = [
    "Account",
    "NewClaim",
    "amend_account",
    "cancel",
    "collect",
    "confirm",
    "discard",
    "open_claims",
    "pay_back",
    "recall",
    "release",
    "set_paying_account",
    "waive",
]
