"""A stand-in that takes every payment at once, says so in the log, and moves no money."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from naniwa.kernel.fees.providers.hosted import read_notice
from naniwa.kernel.fees.providers.port import Declined, HostedPage, Method, Notice, Order, Status
from naniwa.kernel.fees.statements import heads

_log = logging.getLogger(__name__)


@dataclass
class _Kept:
    order: Order
    captured_yen: int | None
    voided: bool = False
    refunds: dict[str, int] = field(default_factory=dict)


@dataclass
class Console:
    """Keeps what it was asked in this process alone; its page is where the person came from."""

    secret: str
    method: Method = "card"
    _orders: dict[UUID, _Kept] = field(default_factory=dict, repr=False)

    def open(self, order: Order) -> HostedPage:
        _log.info("no payment provider is set; order %s of %d yen counts as paid", order.number, order.amount_yen)
        self._orders.setdefault(order.number, _Kept(order, order.amount_yen if order.capture else None))
        return HostedPage(f"console-{order.number.hex[:8]}", order.return_url)

    def look_up(self, number: UUID) -> Status | None:
        kept = self._orders.get(number)
        if kept is None:
            return None
        return Status(authorised=True, captured_yen=kept.captured_yen, voided=kept.voided, refunds=dict(kept.refunds))

    def capture(self, number: UUID, *, amount_yen: int) -> None:
        kept = self._known(number)
        if kept.voided:
            raise Declined("voided")
        if kept.captured_yen is None:
            kept.captured_yen = amount_yen

    def void(self, number: UUID) -> None:
        kept = self._known(number)
        if kept.captured_yen is not None:
            raise Declined("captured")
        kept.voided = True

    def refund(self, number: UUID, *, refund: str, amount_yen: int) -> None:
        kept = self._known(number)
        if refund not in kept.refunds and sum(kept.refunds.values()) + amount_yen > (kept.captured_yen or 0):
            raise Declined("more_than_captured")
        kept.refunds.setdefault(refund, amount_yen)

    def read_notice(self, headers: Mapping[str, str], body: bytes, *, timestamp: int) -> Notice:
        return read_notice(self.secret, headers, body, timestamp=timestamp)

    def settled(self, day: date) -> bytes:
        _log.info("no payment provider is set; its file of %s is empty", day)
        return ",".join(heads()).encode()

    def _known(self, number: UUID) -> _Kept:
        if number not in self._orders:
            raise Declined("unknown_order")
        return self._orders[number]
