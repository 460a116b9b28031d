"""What a payment provider does for us, in the shape that providers in Japan share."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal, Protocol
from uuid import UUID

type Method = Literal["card", "qr"]
type NoticeKind = Literal["authorised", "captured", "voided", "failed", "refunded"]


class ProviderUnavailable(Exception):
    """No answer, or none that can be used: nothing is known of what happened. Ask again later."""


class Declined(Exception):
    """The provider answered that it does not do this; the message is its code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A payment to be made; `number` is ours, and the same number opened twice is one order.

    `capture` is false where the money is only to be set aside at first. Whole yen.
    """

    number: UUID
    amount_yen: int
    capture: bool
    title: str
    return_url: str
    notify_url: str
    language: str = "ja"


@dataclass(frozen=True, slots=True)
class HostedPage:
    """Where the person pays, at the provider's; `reference` is its number of the order."""

    reference: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One thing that happened to an order; `number` is the provider's, the same at every try; `refund` names which."""

    number: str
    kind: NoticeKind
    order: UUID
    amount_yen: int
    happened_at: datetime
    refund: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """All that the provider knows of an order now; `refunds` in yen by their numbers."""

    authorised: bool = False
    captured_yen: int | None = None
    voided: bool = False
    failed: bool = False
    refunds: Mapping[str, int] = field(default_factory=dict)


class PaymentProvider(Protocol):
    """One way to pay. Every call may be repeated: it takes effect once.

    All but `read_notice` raise ProviderUnavailable, and Declined where the provider says no.
    """

    @property
    def method(self) -> Method:
        """How the person pays."""

    def open(self, order: Order) -> HostedPage:
        """Make the page on which the person pays."""

    def look_up(self, number: UUID) -> Status | None:
        """What became of an order; None if the provider knows none of this number."""

    def capture(self, number: UUID, *, amount_yen: int) -> None:
        """Take what was set aside."""

    def void(self, number: UUID) -> None:
        """Let go what was set aside, or close a page on which nobody has paid."""

    def refund(self, number: UUID, *, refund: str, amount_yen: int) -> None:
        """Give money back under a number of ours."""

    def read_notice(self, headers: Mapping[str, str], body: bytes, *, timestamp: int) -> Notice:
        """What a call to our address says; header names in small letters. Raises Forged, Unreadable."""

    def settled(self, day: date) -> bytes:
        """The file of a day (Asia/Tokyo) as `statements` reads it: each movement of money once, with its fee."""


class Unreadable(ValueError):
    """A call is signed, but says nothing that we know."""
