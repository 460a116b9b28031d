"""Writes to mandates: proposing, confirming, ending."""

from naniwa.kernel.mandates.operations.confirming import check, confirm, refuse
from naniwa.kernel.mandates.operations.ending import end, expire, revoke
from naniwa.kernel.mandates.operations.forgetting import forget
from naniwa.kernel.mandates.operations.proposing import Proposal, press_number, propose, propose_many
from naniwa.kernel.mandates.operations.reminding import remind

__all__ = [
    "Proposal",
    "check",
    "confirm",
    "end",
    "expire",
    "forget",
    "press_number",
    "propose",
    "propose_many",
    "refuse",
    "remind",
    "revoke",
]
