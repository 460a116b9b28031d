"""A stand-in for a provider that is down."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from naniwa.kernel.fees.providers.port import (
    HostedPage,
    Method,
    Notice,
    Order,
    ProviderUnavailable,
    Status,
)
from naniwa.library.webhook_signatures import Forged


class Failing:
    """Reaches nobody, and believes nobody."""

    method: Method = "card"

    def open(self, order: Order) -> HostedPage:
        raise ProviderUnavailable(order.number)

    def look_up(self, number: UUID) -> Status | None:
        raise ProviderUnavailable(number)

    def capture(self, number: UUID, *, amount_yen: int) -> None:
        raise ProviderUnavailable(number, amount_yen)

    def void(self, number: UUID) -> None:
        raise ProviderUnavailable(number)

    def refund(self, number: UUID, *, refund: str, amount_yen: int) -> None:
        raise ProviderUnavailable(number, refund, amount_yen)

    def read_notice(self, headers: Mapping[str, str], body: bytes, *, timestamp: int) -> Notice:
        raise Forged(len(headers), len(body), timestamp)

    def settled(self, day: date) -> bytes:
        raise ProviderUnavailable(day)
