"""What the local provider knows of its orders, and what may be done with them."""

import json
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from threading import RLock

TOKYO = timezone(timedelta(hours=9))


class Refused(Exception):
    """The provider does not do this; the message is its code."""


@dataclass
class Order:
    """An order as a merchant opened it; moments as ISO text, whole yen."""

    number: str
    reference: str
    token: str
    method: str
    amount_yen: int
    capture: bool
    title: str
    return_url: str
    notify_url: str
    language: str
    authorised: bool = False
    captured_yen: int | None = None
    voided: bool = False
    failed: bool = False
    refunds: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Movement:
    """Money that moved on a day of the provider's."""

    day: str
    order: str
    kind: str
    amount_yen: int
    refund: str = ""
    transaction: str = ""

    @property
    def fee_yen(self) -> int:
        """What the provider keeps: 2 % of what it takes, nothing of what goes back."""
        return self.amount_yen // 50 if self.kind == "captured" else 0


class Book:
    """All orders; kept in a file, if one is named, so that a demo goes on where it stopped."""

    def __init__(self, file: Path | None = None) -> None:
        self._lock = RLock()
        self._file = file
        self.orders: dict[str, Order] = {}
        self.movements: list[Movement] = []
        if file and file.exists():
            with suppress(ValueError, TypeError, KeyError):
                kept = json.loads(file.read_text())
                self.orders = {one["number"]: Order(**one) for one in kept["orders"]}
                self.movements = [Movement(**one) for one in kept["movements"]]

    def open(self, **about: str | int | bool) -> Order:
        """Open an order, once for each number. Raises Refused."""
        number = str(about["number"])
        with self._changing():
            if number not in self.orders:
                token, reference = secrets.token_urlsafe(18), f"LP{secrets.token_hex(6).upper()}"
                self.orders[number] = Order(token=token, reference=reference, **about)  # type: ignore[arg-type] # as JSON said
            if self.orders[number].amount_yen != about["amount_yen"]:
                raise Refused("other_amount")
            return self.orders[number]

    def find(self, number: str) -> Order:
        """Raises Refused."""
        if number not in self.orders:
            raise Refused("unknown_order")
        return self.orders[number]

    def by_token(self, token: str) -> Order | None:
        with self._lock:
            return next((one for one in self.orders.values() if secrets.compare_digest(one.token, token)), None)

    def pay(self, order: Order, *, now: datetime) -> list[tuple[str, int, str]]:
        """The person paid; returns what is to be told: kind, yen, refund."""
        with self._changing():
            if order.authorised or order.voided:
                return []
            order.authorised, order.failed = True, False
            told = [("authorised", order.amount_yen, "")]
            return told + self.take(order, order.amount_yen, now=now) if order.capture else told

    def fail(self, order: Order) -> list[tuple[str, int, str]]:
        """The person's card was refused."""
        with self._changing():
            if order.authorised or order.failed:
                return []
            order.failed = True
            return [("failed", order.amount_yen, "")]

    def take(self, order: Order, amount_yen: int, *, now: datetime) -> list[tuple[str, int, str]]:
        """Take what was set aside, once. Raises Refused."""
        with self._changing():
            if order.voided or not order.authorised or not 0 < amount_yen <= order.amount_yen:
                raise Refused("not_set_aside")
            if order.captured_yen is not None:
                return []
            order.captured_yen = amount_yen
            self._moved(order, "captured", amount_yen, now=now)
            return [("captured", amount_yen, "")]

    def void(self, order: Order) -> list[tuple[str, int, str]]:
        """Raises Refused once money was taken."""
        with self._changing():
            if order.captured_yen is not None:
                raise Refused("captured")
            if order.voided:
                return []
            order.voided = True
            return [("voided", order.amount_yen, "")]

    def refund(self, order: Order, refund: str, amount_yen: int, *, now: datetime) -> list[tuple[str, int, str]]:
        """Give back, once for each number. Raises Refused."""
        with self._changing():
            if refund in order.refunds:
                return []
            if amount_yen <= 0 or sum(order.refunds.values()) + amount_yen > (order.captured_yen or 0):
                raise Refused("more_than_captured")
            order.refunds[refund] = amount_yen
            self._moved(order, "refunded", amount_yen, refund, now=now)
            return [("refunded", amount_yen, refund)]

    def of_day(self, day: date) -> list[Movement]:
        with self._lock:
            return [one for one in self.movements if one.day == day.isoformat()]

    def _moved(self, order: Order, kind: str, amount_yen: int, refund: str = "", *, now: datetime) -> None:
        day = now.astimezone(TOKYO).date().isoformat()
        self.movements.append(Movement(day, order.number, kind, amount_yen, refund, f"T{secrets.token_hex(8).upper()}"))

    @contextmanager
    def _changing(self) -> Iterator[None]:
        with self._lock:
            yield
            if self._file:
                kept = {
                    "orders": [asdict(one) for one in self.orders.values()],
                    "movements": [asdict(one) for one in self.movements],
                }
                part = self._file.with_suffix(".part")
                part.write_text(json.dumps(kept, ensure_ascii=False))
                part.replace(self._file)
