"""The demo's mail server, which writes each mail to a file, and the reading of those; nothing in them is trusted."""

import re
import socket
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller

SHOWN = 200
NAME = re.compile(r"^[A-Za-z0-9_.@+-]+\.eml$")


@dataclass(frozen=True)
class Attachment:
    """A file that came with a mail."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True)
class Mail:
    """One mail as plain text; `name` is the file's."""

    name: str
    to: str
    sender: str
    subject: str
    at: datetime
    body: str
    attachments: tuple[Attachment, ...]


class _Writer:
    """Keeps each mail as it came, under a name that sorts by time."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802, ANN401 - aiosmtpd's
        name = f"{time.time_ns()}-{uuid.uuid4().hex[:8]}.eml"
        (self.folder / f"{name}.part").write_bytes(envelope.content)
        (self.folder / f"{name}.part").rename(self.folder / name)
        return "250 OK"


@contextmanager
def receive_mail(folder: Path) -> Iterator[int]:
    """Take every mail on a free port of this machine and write it into the folder; gives the port."""
    folder.mkdir(parents=True, exist_ok=True)
    controller = Controller(_Writer(folder), hostname="127.0.0.1", port=_free_port())
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def newest(folder: Path, *, to: str = "") -> list[Mail]:
    """The newest mails, of one address if given."""
    if not folder.is_dir():
        return []
    files = sorted((file for file in folder.glob("*.eml") if NAME.match(file.name)), key=_written, reverse=True)
    mails = (_read(file) for file in files)
    return [
        mail for mail, _ in zip((mail for mail in mails if to.lower() in mail.to.lower()), range(SHOWN), strict=False)
    ]


def one(folder: Path, name: str) -> Mail | None:
    """A mail by the name of its file, if such a file lies in the folder itself."""
    file = folder / name
    return _read(file) if NAME.match(name) and file.is_file() else None


def _written(file: Path) -> tuple[int, str]:
    return file.stat().st_mtime_ns, file.name


def _read(file: Path) -> Mail:
    message = message_from_bytes(file.read_bytes(), policy=default)
    body = message.get_body(preferencelist=("plain",))
    return Mail(
        name=file.name,
        to=str(message["To"] or ""),
        sender=str(message["From"] or ""),
        subject=str(message["Subject"] or ""),
        at=datetime.fromtimestamp(file.stat().st_mtime).astimezone(),
        body=body.get_content() if body else "",
        attachments=tuple(_attachment(part) for part in message.iter_attachments()),
    )


def _attachment(part: EmailMessage) -> Attachment:
    content = part.get_payload(decode=True)
    return Attachment(
        part.get_filename() or "file", part.get_content_type(), content if isinstance(content, bytes) else b""
    )
