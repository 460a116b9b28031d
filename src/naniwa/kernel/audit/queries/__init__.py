"""Reads of the audit trail: is it whole, who looked at whom, how much is unsealed."""

from naniwa.kernel.audit.queries.browsing import Line, Page, browse
from naniwa.kernel.audit.queries.depth import Depth, depth
from naniwa.kernel.audit.queries.looking import Look, who_looked
from naniwa.kernel.audit.queries.verifying import Difference, Fault, Head, head, verify

__all__ = [
    "Depth",
    "Difference",
    "Fault",
    "Head",
    "Line",
    "Look",
    "Page",
    "browse",
    "depth",
    "head",
    "verify",
    "who_looked",
]
