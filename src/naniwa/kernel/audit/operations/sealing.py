"""Sealing records in blocks, in an order in which no record can appear later."""

from datetime import datetime
from typing import Any

from django.db import connection

from naniwa.kernel.audit.models import Block
from naniwa.kernel.audit.sealing import BEGINNING, BLOCK_SIZE, LEAF, Stretch, microseconds
from naniwa.kernel.organisations import bulk
from naniwa.kernel.organisations.isolation import as_system

# Blocks made by one statement: 200,000 records and 7 MB of leaves.
AT_ONCE = 200
LOCK = 7_162_534

# Rows of transactions below the oldest one still running are final: whatever commits later stands behind them.
_DUE = f"""
WITH due AS (
    SELECT r.id, r.txid, {LEAF} AS leaf, (row_number() OVER (ORDER BY r.txid, r.id) - 1) / {BLOCK_SIZE} AS block
    FROM audit_record r
    WHERE (r.txid, r.id) > (%s::text::xid8, %s) AND r.txid < pg_snapshot_xmin(pg_current_snapshot())
    ORDER BY r.txid, r.id LIMIT {AT_ONCE * BLOCK_SIZE}
)
SELECT min(txid::text::bigint), max(txid::text::bigint), array_agg(id ORDER BY txid, id),
       string_agg(leaf, ''::bytea ORDER BY txid, id)
FROM due GROUP BY block ORDER BY block
"""  # noqa: S608 - constants only
COLUMNS = (
    "number",
    "first_txid",
    "first_id",
    "last_txid",
    "last_id",
    "count",
    "ids",
    "leaves",
    "previous_hash",
    "hash",
    "sealed_at",
)


class CursorAhead(Exception):
    """The last seal names a transaction that this server has not reached: it was restored from a dump.

    Move the server's transaction counter past it (pg_resetwal -x) before it records anything.
    """


def seal(*, now: datetime) -> int:
    """Seal every record that is final; returns how many. Two sealers never race: the second seals nothing.

    A sealer that is killed leaves what it had not committed for the next. Raises CursorAhead.
    """
    sealed = 0
    while count := _seal_some(now):
        sealed += count
    return sealed


def _seal_some(now: datetime) -> int:
    with as_system(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        if not cursor.fetchone()[0]:
            return 0
        last = Block.objects.order_by("-number").first()
        _check_cursor(cursor, last)
        cursor.execute(_DUE, [str(last.last_txid), last.last_id] if last else ["0", 0])
        rows = _chained(cursor.fetchall(), last, now)
        bulk.load(Block, COLUMNS, rows)
        return sum(row[5] for row in rows)


def _check_cursor(cursor: Any, last: Block | None) -> None:  # noqa: ANN401 - Django's cursor wrapper is untyped
    cursor.execute("SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint")
    if last and last.last_txid >= cursor.fetchone()[0]:
        raise CursorAhead


def _chained(found: list[tuple[Any, ...]], last: Block | None, now: datetime) -> list[tuple[Any, ...]]:
    number, previous = (last.number, bytes(last.hash)) if last else (0, BEGINNING)
    rows = []
    for first_txid, last_txid, ids, leaves in found:
        number += 1
        stretch = Stretch(
            number=number, first=(first_txid, ids[0]), last=(last_txid, ids[-1]), ids=ids, leaves=bytes(leaves)
        )
        digest = stretch.seal(previous, microseconds(now))
        rows.append((number, *stretch.first, *stretch.last, len(ids), ids, stretch.leaves, previous, digest, now))
        previous = digest
    return rows
