"""A real mail server that notes what reached it, and can be told to strike at a command."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes
from typing import Any

from aiosmtpd.controller import Controller

OK = "250 OK"


class Postbox:
    """`strike` is called once, before the answer to the `number`th `command` (MAIL, RCPT, DATA)."""

    def __init__(self, command: str, number: int, strike: Callable[[], None]) -> None:
        self.strike_at = (command, number)
        self.strike = strike
        self.seen: Counter[str] = Counter()
        self.taken: Counter[str] = Counter()  # by Message-ID

    async def handle_MAIL(self, _server: Any, _session: Any, envelope: Any, address: str, _options: list[str]) -> str:  # noqa: N802 - aiosmtpd's own
        envelope.mail_from = address
        return self._told("MAIL")

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, address: str, _options: list[str]) -> str:  # noqa: N802 - aiosmtpd's own
        envelope.rcpt_tos.append(address)
        return self._told("RCPT")

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's own
        self.taken[message_from_bytes(envelope.content)["Message-ID"]] += 1
        return self._told("DATA")

    def _told(self, command: str) -> str:
        self.seen[command] += 1
        if (command, self.seen[command]) == self.strike_at:
            self.strike()
        return OK


@contextmanager
def receiving(postbox: Postbox, port: int) -> Iterator[None]:
    controller = Controller(postbox, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield
    finally:
        controller.stop(no_assert=True)
