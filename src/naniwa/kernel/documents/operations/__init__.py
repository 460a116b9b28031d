"""Writes to documents."""

from naniwa.kernel.documents.operations.accepting import accept
from naniwa.kernel.documents.operations.handing_in import assign, discard
from naniwa.kernel.documents.operations.issuing import keep_issued
from naniwa.kernel.documents.operations.rescanning import rescan
from naniwa.kernel.documents.operations.sweeping import Swept, sweep

__all__ = ["Swept", "accept", "assign", "discard", "keep_issued", "rescan", "sweep"]
