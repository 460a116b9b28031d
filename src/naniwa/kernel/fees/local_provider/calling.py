"""Telling merchants what happened by signed calls, and all that goes wrong with such calls."""

import json
import secrets
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from random import Random
from threading import Condition, Thread
from time import monotonic
from urllib.error import URLError
from urllib.request import Request, urlopen

from naniwa.kernel.fees.local_provider.book import Order
from naniwa.library import webhook_signatures

SECONDS = 10.0
TRIES = 6


@dataclass(frozen=True)
class Mischief:
    """How calls go wrong: seconds too late, copies too many, in any order, with a wrong signature first, or never."""

    late: float = 0.0
    copies: int = 0
    shuffled: bool = False
    forged: bool = False
    lost: bool = False


@dataclass(frozen=True)
class Call:
    """One call, the same at every try; `at` is when it is due by the monotonic clock."""

    url: str
    number: str
    body: bytes
    secret: str
    at: float
    tries: int = 0


@dataclass
class Caller:
    """Calls in the background until it is stopped."""

    secret: str
    mischief: Mischief = field(default_factory=Mischief)
    chance: Random = field(default_factory=Random)
    answers: list[int] = field(default_factory=list)
    _waiting: list[Call] = field(default_factory=list)
    _changed: Condition = field(default_factory=Condition)
    _stopped: bool = False
    _busy: bool = False

    def tell(self, order: Order, news: Sequence[tuple[str, int, str]], *, now: datetime) -> None:
        """Queue a call for each thing that happened."""
        for kind, amount, refund in news:
            said = {
                "type": f"payment.{kind}",
                "order": order.number,
                "amount_yen": amount,
                "happened_at": now.isoformat(),
                **({"refund": refund} if refund else {}),
            }
            self._queue(order.notify_url, json.dumps(said).encode())

    def _queue(self, url: str, body: bytes) -> None:
        wrong = self.mischief
        if wrong.lost:
            return
        late = self.chance.uniform(0, wrong.late) if wrong.shuffled else wrong.late
        call = Call(url, f"msg_{secrets.token_hex(12)}", body, self.secret, monotonic() + late)
        with self._changed:
            if wrong.forged:
                self._waiting.append(replace(call, secret=webhook_signatures.new_secret(), tries=TRIES))
            self._waiting += [call] * (1 + wrong.copies)
            if wrong.shuffled:
                self.chance.shuffle(self._waiting)
            self._changed.notify()

    def start(self) -> None:
        Thread(target=self._run, daemon=True).start()

    def stop(self) -> None:
        with self._changed:
            self._stopped = True
            self._changed.notify()

    def wait_until_told(self, seconds: float = 20.0) -> bool:
        """Whether everything was told within this time."""
        until = monotonic() + seconds
        with self._changed:
            while (self._waiting or self._busy) and monotonic() < until:
                self._changed.wait(0.05)
            return not self._waiting and not self._busy

    def _run(self) -> None:
        while (call := self._next()) is not None:
            status = send(call)
            self.answers.append(status)
            with self._changed:
                if status not in range(200, 300) and call.tries + 1 < TRIES:
                    pause = 0.2 * 2**call.tries
                    self._waiting.append(replace(call, at=monotonic() + pause, tries=call.tries + 1))
                self._busy = False
                self._changed.notify_all()

    def _next(self) -> Call | None:
        with self._changed:
            while not self._stopped:
                due = next((one for one in self._waiting if one.at <= monotonic()), None)
                if due is not None:
                    self._waiting.remove(due)
                    self._busy = True
                    return due
                self._changed.wait(0.05 if self._waiting else None)
            return None


def send(call: Call) -> int:
    """The status of the answer; 0 without one. Signed when it is sent, as a late call is signed late."""
    timestamp = int(datetime.now(UTC).timestamp())  # noqa: TID251 - a machine of its own has a clock of its own
    signed = webhook_signatures.headers([call.secret], number=call.number, timestamp=timestamp, body=call.body)
    headers = {"Content-Type": "application/json", **signed}
    request = Request(call.url, data=call.body, headers=headers, method="POST")  # noqa: S310 - what the merchant named
    with suppress(URLError, OSError):
        try:
            with urlopen(request, timeout=SECONDS) as answer:  # noqa: S310 - as above
                return int(answer.status)
        except URLError as error:
            return int(getattr(error, "code", 0) or 0)
    return 0
