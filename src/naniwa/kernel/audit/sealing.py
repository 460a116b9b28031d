"""How records become leaves, and leaves a chain of hashes; used to seal and to verify."""

import hashlib
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

BLOCK_SIZE = 1_000
LEAF_BYTES = 32
# What the first block follows.
BEGINNING = bytes(32)

# The canonical text of one record (alias r): a JSON array in this order, time in microseconds since 1970.
CANONICAL = """jsonb_build_array(
    r.id, r.txid::text, (extract(epoch FROM r.at) * 1000000)::bigint, r.kind, r.action, r.actor_id, r.organisation_id,
    r.roles, r.target_type, r.target, r.subject_id, r.purpose, r.detail)::text"""
LEAF = f"sha256(convert_to({CANONICAL}, 'UTF8'))"


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """The records of one block, from cursor to cursor, and the SHA-256 of each."""

    number: int
    first: tuple[int, int]
    last: tuple[int, int]
    ids: Sequence[int]
    leaves: bytes

    def seal(self, previous: bytes, sealed_at: int) -> bytes:
        """SHA-256 over the previous hash, the bounds, the time of sealing (microseconds), numbers and leaves."""
        bounds = struct.pack(">7q", self.number, *self.first, *self.last, len(self.ids), sealed_at)
        numbers = struct.pack(f">{len(self.ids)}q", *self.ids)
        return hashlib.sha256(previous + bounds + numbers + self.leaves).digest()

    def leaf(self, position: int) -> bytes:
        return self.leaves[position * LEAF_BYTES : (position + 1) * LEAF_BYTES]


def microseconds(at: datetime) -> int:
    """Microseconds since 1970, exactly."""
    return (at - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)
