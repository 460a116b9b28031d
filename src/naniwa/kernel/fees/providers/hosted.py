"""Providers with a page of their own, over HTTP: a card page and a QR page of one shape."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen
from uuid import UUID

from naniwa.kernel.fees.providers.port import (
    Declined,
    HostedPage,
    Method,
    Notice,
    NoticeKind,
    Order,
    ProviderUnavailable,
    Status,
    Unreadable,
)
from naniwa.library import webhook_signatures

SECONDS = 10.0
LONGEST = 16 * 1024 * 1024
KINDS: Mapping[str, NoticeKind] = {
    "payment.authorised": "authorised",
    "payment.captured": "captured",
    "payment.voided": "voided",
    "payment.failed": "failed",
    "payment.refunded": "refunded",
}


@dataclass(frozen=True)
class Hosted:
    """`base` ends without a slash; `key` goes with each request of ours, `secret` signs each call to us."""

    base: str
    method: Method
    key: str = field(repr=False)
    secret: str = field(repr=False)

    def open(self, order: Order) -> HostedPage:
        asked = {**asdict(order), "number": str(order.number), "method": self.method}
        made = self._ask("POST", "/v1/orders", asked)
        return HostedPage(str(made["reference"]), str(made["page"]))

    def look_up(self, number: UUID) -> Status | None:
        try:
            found = self._ask("GET", f"/v1/orders/{number}")
        except Declined as error:
            if str(error) == "unknown_order":
                return None
            raise
        captured = found["captured_yen"]
        return Status(
            authorised=bool(found["authorised"]),
            captured_yen=None if captured is None else _yen(captured),
            voided=bool(found["voided"]),
            failed=bool(found["failed"]),
            refunds={str(one["refund"]): _yen(one["amount_yen"]) for one in found["refunds"]},
        )

    def capture(self, number: UUID, *, amount_yen: int) -> None:
        self._ask("POST", f"/v1/orders/{number}/capture", {"amount_yen": amount_yen})

    def void(self, number: UUID) -> None:
        self._ask("POST", f"/v1/orders/{number}/void", {})

    def refund(self, number: UUID, *, refund: str, amount_yen: int) -> None:
        self._ask("POST", f"/v1/orders/{number}/refunds", {"refund": refund, "amount_yen": amount_yen})

    def read_notice(self, headers: Mapping[str, str], body: bytes, *, timestamp: int) -> Notice:
        return read_notice(self.secret, headers, body, timestamp=timestamp)

    def settled(self, day: date) -> bytes:
        return self._send("GET", f"/v1/settlements/{day.isoformat()}.csv", None)

    def _ask(self, verb: str, path: str, said: Mapping[str, Any] | None = None) -> Any:  # noqa: ANN401 - any JSON
        body = None if said is None else json.dumps(said).encode()
        try:
            return json.loads(self._send(verb, path, body))
        except ValueError as error:
            raise ProviderUnavailable(path) from error

    def _send(self, verb: str, path: str, body: bytes | None) -> bytes:
        headers = {"Authorization": f"Bearer {self.key}", "Content-Type": "application/json"}
        request = Request(self.base + path, data=body, headers=headers, method=verb)  # noqa: S310 - an address of the settings
        try:
            with urlopen(request, timeout=SECONDS) as answer:  # noqa: S310 - as above
                return bytes(answer.read(LONGEST))
        except HTTPError as error:
            raise _refusal(error) from error
        except (URLError, OSError) as error:
            raise ProviderUnavailable(type(error).__name__) from error


def read_notice(secret: str, headers: Mapping[str, str], body: bytes, *, timestamp: int) -> Notice:
    """A call signed with the secret, as what it says. Raises Forged, Unreadable."""
    number = webhook_signatures.check(secret, headers, body, timestamp=timestamp)
    try:
        said = json.loads(body)
        return Notice(
            number=number,
            kind=KINDS[said["type"]],
            order=UUID(said["order"]),
            amount_yen=_yen(said["amount_yen"]),
            happened_at=_moment(said["happened_at"]),
            refund=str(said.get("refund", "")),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Unreadable(str(error)) from error


def _refusal(error: HTTPError) -> Declined | ProviderUnavailable:
    """What a status that is no success means: a refusal with its code, or that nothing is known."""
    if error.code not in {400, 404, 409}:
        return ProviderUnavailable(str(error.code))
    try:
        return Declined(str(json.loads(error.read(LONGEST))["code"]))
    except (ValueError, KeyError, TypeError):
        return ProviderUnavailable(str(error.code))


def _yen(value: object) -> int:
    amount = int(str(value))
    if not 0 <= amount < 10**12:
        raise ValueError(amount)
    return amount


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(text)
    return moment
