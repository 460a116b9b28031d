"""Where every approved yen is, by municipality, at any moment."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

from naniwa.kernel.payments.queries import places

# What is paid or under way comes from the transfers, what waits or failed from the claims: two books that must agree.
_BALANCE = """
    SELECT coalesce(o.code, ''),
        count(*) FILTER (WHERE c.state <> 'cancelled'),
        coalesce(sum(c.amount_yen) FILTER (WHERE c.state <> 'cancelled'), 0)::bigint,
        coalesce(sum(t.amount_yen) FILTER (WHERE t.state = 'paid'), 0)::bigint,
        coalesce(sum(c.amount_yen) FILTER (WHERE c.state = 'pending'), 0)::bigint,
        coalesce(sum(t.amount_yen) FILTER (WHERE t.state = 'open'), 0)::bigint,
        coalesce(sum(c.amount_yen) FILTER (WHERE c.state = 'failed'), 0)::bigint,
        coalesce(sum(c.amount_yen) FILTER (WHERE c.state = 'cancelled'), 0)::bigint,
        coalesce(sum(r.amount_yen), 0)::bigint,
        coalesce(sum(b.amount_yen), 0)::bigint
    FROM payments_claim c
    LEFT JOIN payments_transfer t ON t.claim_id = c.id AND t.state IN ('open', 'paid')
    LEFT JOIN payments_reclaim r ON r.claim_id = c.id
    LEFT JOIN (SELECT reclaim_id, sum(amount_yen) AS amount_yen FROM payments_repayment GROUP BY reclaim_id) b
        ON b.reclaim_id = r.id
    LEFT JOIN organisations_organisation o ON o.id = c.partner_id
    WHERE c.procedure = %s GROUP BY o.code ORDER BY o.code NULLS LAST
"""
_SHARES = """
    SELECT s.key, coalesce(sum(s.value::bigint), 0)::bigint,
        coalesce(sum(s.value::bigint) FILTER (WHERE c.state = 'paid'), 0)::bigint
    FROM payments_claim c CROSS JOIN LATERAL jsonb_each_text(c.shares) s
    WHERE c.procedure = %s AND c.state <> 'cancelled' GROUP BY s.key ORDER BY s.key
"""


@dataclass(frozen=True, slots=True)
class Balance:
    """One municipality, whole yen; `code` is empty for claims that belong to none.

    What is claimed back was paid, and stays so: `reclaimed_yen` and, of it, `repaid_yen` stand beside the account.
    """

    code: str
    name: str
    claims: int
    approved_yen: int
    paid_yen: int
    pending_yen: int
    in_run_yen: int
    failed_yen: int
    cancelled_yen: int
    reclaimed_yen: int = 0
    repaid_yen: int = 0

    @property
    def difference_yen(self) -> int:
        """Zero, or something is lost."""
        return self.approved_yen - self.paid_yen - self.pending_yen - self.in_run_yen - self.failed_yen


@dataclass(frozen=True, slots=True)
class Share:
    """What one payer (団体コード) bears of all approved, and of what is paid."""

    code: str
    name: str
    approved_yen: int
    paid_yen: int


def balance(procedure: str) -> list[Balance]:
    """One row for each municipality that the reader may see."""
    with connection.cursor() as cursor:
        cursor.execute(_BALANCE, [procedure])
        rows = cursor.fetchall()
    names = places.names(code for code, *_ in rows)
    return [Balance(code, names[code], *figures) for code, *figures in rows]


def total(rows: Sequence[Balance]) -> Balance:
    """The sum of all rows."""
    figures = [sum(column) for column in zip(*(_figures(row) for row in rows), strict=True)] or [0] * 9
    return Balance("", "", *figures)


def shares(procedure: str) -> list[Share]:
    """What each payer bears, by 団体コード."""
    with connection.cursor() as cursor:
        cursor.execute(_SHARES, [procedure])
        rows = cursor.fetchall()
    names = places.names(code for code, *_ in rows)
    return [Share(code, names[code], *figures) for code, *figures in rows]


def _figures(row: Balance) -> tuple[int, ...]:
    return (
        row.claims, row.approved_yen, row.paid_yen, row.pending_yen,
        row.in_run_yen, row.failed_yen, row.cancelled_yen, row.reclaimed_yen, row.repaid_yen,
    )  # fmt: skip
