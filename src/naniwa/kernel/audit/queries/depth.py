"""How much waits to be sealed, for `naniwa doctor` and the metrics."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from naniwa.kernel.organisations.isolation import as_system

_UNSEALED = """
SELECT count(*), min(r.at) FROM audit_record r
LEFT JOIN (SELECT last_txid, last_id FROM audit_block ORDER BY number DESC LIMIT 1) b ON true
WHERE (r.txid, r.id) > (coalesce(b.last_txid, 0)::text::xid8, coalesce(b.last_id, 0))
"""


@dataclass(frozen=True)
class Depth:
    """Records not yet sealed, and the time of the oldest; more than two minutes old means that sealing stands still."""

    unsealed: int
    oldest_at: datetime | None


def depth() -> Depth:
    with as_system(), connection.cursor() as cursor:
        cursor.execute(_UNSEALED)
        return Depth(*cursor.fetchone())
