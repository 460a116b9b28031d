"""The cashless share as it may be published: counts lowered to fives, and shares of these counts alone."""

from collections.abc import Sequence
from dataclasses import dataclass

from naniwa.library.suppression import LEAST, rounded


@dataclass(frozen=True, slots=True)
class Counted:
    """Exact numbers of payments in one group: without cash, and with it."""

    group: tuple[str, ...]
    cashless: int
    cash: int


@dataclass(frozen=True, slots=True)
class Share:
    """What is published of one group; None where there are too few."""

    group: tuple[str, ...]
    cashless: int | None
    payments: int | None

    @property
    def per_cent(self) -> int | None:
        """Whole per cent, as more would say more than the counts do."""
        if self.cashless is None or not self.payments:
            return None
        return round(100 * self.cashless / self.payments)


def publishable(*tables: Sequence[Counted]) -> tuple[list[list[Share]], Share]:
    """Tables that each divide all payments, and all together; no table tells of a few people, nor do two of them.

    All together are what the first table adds up to.
    """
    total = sum(one.cashless + one.cash for one in tables[0]) if tables else 0
    found = rounded(total, [[count for one in table for count in (one.cashless, one.cash)] for table in tables])
    shares = [_shares(table, cells) for table, cells in zip(tables, found.tables, strict=True)]
    return shares, _together(shares[0] if shares else [])


def _together(shares: Sequence[Share]) -> Share:
    payments = sum(one.payments or 0 for one in shares)
    return Share((), sum(one.cashless or 0 for one in shares), payments) if payments else Share((), None, None)


def _shares(table: Sequence[Counted], cells: Sequence[int]) -> list[Share]:
    pairs = zip(cells[::2], cells[1::2], strict=True)
    return [
        Share(one.group, cashless, cashless + cash) if cashless + cash >= LEAST else Share(one.group, None, None)
        for one, (cashless, cash) in zip(table, pairs, strict=True)
    ]
