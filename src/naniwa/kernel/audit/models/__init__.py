"""The audit trail as the database keeps it."""

from naniwa.kernel.audit.models.block import Block
from naniwa.kernel.audit.models.record import Kind, Record

__all__ = ["Block", "Kind", "Record"]
