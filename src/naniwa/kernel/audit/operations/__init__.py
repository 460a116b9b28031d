"""Writes to the audit trail: records, and seals over them."""

from naniwa.kernel.audit.entries import Entry
from naniwa.kernel.audit.operations.recording import record, record_many, record_read
from naniwa.kernel.audit.operations.sealing import seal

__all__ = ["Entry", "record", "record_many", "record_read", "seal"]
