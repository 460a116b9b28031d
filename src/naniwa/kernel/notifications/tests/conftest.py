"""A real mail server that can be told how to behave, and wordings to send through it."""

import asyncio
import socket
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any, cast

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from naniwa.kernel.notifications import templates
from naniwa.kernel.organisations.isolation import SYSTEM, as_system, enter
from naniwa.kernel.organisations.models import Organisation
from naniwa.kernel.people.models import Person

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
WORDING = """
version: 3
placeholders: [amount]
subject: {ja: "【{office}】{reference} を受け付けました", en: "{office}: we received {reference}"}
body:
  ja: |
    {name} 様
    金額は{amount}円です。
  en: |
    Dear {name},
    the amount is {amount} yen.
"""


@dataclass
class Behaviour:
    """What the server answers: `replies` by command; `hangs` or `drops` at one; taken mails are kept."""

    replies: dict[str, str] = field(default_factory=dict)
    hangs: str = ""
    drops: str = ""
    taken: list[Envelope] = field(default_factory=list)
    connections: int = 0

    async def handle_EHLO(  # noqa: N802 - aiosmtpd's own
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_MAIL(  # noqa: N802 - aiosmtpd's own
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.mail_from = address
        return await self._answer("MAIL", server)

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's own
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        reply = self.replies.get(address) or await self._answer("RCPT", server)
        if reply.startswith("2"):
            envelope.rcpt_tos.append(address)
        return reply

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's own
        if self.replies.get("DATA", "250").startswith("2"):
            self.taken.append(envelope)
        return await self._answer("DATA", server)

    async def _answer(self, command: str, server: SMTP) -> str:
        if self.hangs == command:
            await asyncio.sleep(30)
        if self.drops == command:
            cast("asyncio.Transport", server.transport).abort()
        return self.replies.get(command, "250 OK")

    @property
    def mails(self) -> list[EmailMessage]:
        return [message_from_bytes(cast("bytes", each.content), policy=default) for each in self.taken]


@pytest.fixture
def server(settings: Any) -> Iterator[Behaviour]:
    behaviour = Behaviour()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(behaviour, hostname="127.0.0.1", port=port)
    controller.start()
    options = {"host": "127.0.0.1", "port": port, "timeout": 0.5}
    backend = "django.core.mail.backends.smtp.EmailBackend"
    settings.MAILERS = {"default": {"BACKEND": backend, "OPTIONS": options}}
    settings.SITE_URL = "https://naniwa.example"
    settings.DEFAULT_FROM_EMAIL = "naniwa@naniwa.example"
    yield behaviour
    controller.stop(no_assert=True)


@pytest.fixture(autouse=True)
def wording(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "received.yaml"
    path.write_text(WORDING, encoding="utf-8")
    registry = {"test.received": templates.read("test.received", path)}
    monkeypatch.setattr(templates, "registry", lambda: registry)


@pytest.fixture
def prefecture(db: None) -> Organisation:
    with as_system():
        return Organisation.objects.create(
            code="test-p", kind="prefecture", name="大阪府", name_en="Osaka Prefecture", phone="06-1234-5678"
        )


@pytest.fixture
def person(db: None) -> Person:
    return Person.objects.create(email="takahashi@example.jp", name="髙橋 𠮷郎")


@pytest.fixture
def system(db: None) -> None:
    enter(SYSTEM)
