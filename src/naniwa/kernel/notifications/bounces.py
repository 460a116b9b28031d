"""Reading delivery status notifications (RFC 3464), wherever they were taken from."""

import re
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage, Message
from email.policy import default
from typing import cast
from uuid import UUID

NUMBER = re.compile(r"<?([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})@", re.IGNORECASE)
LONGEST = 500


class NotABounce(Exception):
    """The mail tells of no failed delivery of one of our messages."""


@dataclass(frozen=True)
class Bounce:
    """`status` is an enhanced code such as 5.1.1 (RFC 3463); `reason` is what the other server said."""

    message: UUID
    recipient: str
    status: str
    reason: str


def read(content: bytes) -> Bounce:
    """Raises NotABounce, also for notices of delay, which end in a delivery or in another notice."""
    mail = message_from_bytes(content, policy=default)
    groups = _groups(mail)
    failed = next((group for group in groups if _field(group, "Action").lower() == "failed"), None)
    number = _number(mail)
    if failed is None or number is None:
        raise NotABounce
    return Bounce(
        message=number,
        recipient=_field(failed, "Final-Recipient").rpartition(";")[2].strip(),
        status=_field(failed, "Status"),
        reason=_field(failed, "Diagnostic-Code").rpartition("; ")[2].strip()[:LONGEST],
    )


def _groups(mail: EmailMessage) -> list[Message]:
    """The groups of fields of each message/delivery-status part; the first is about the whole mail."""
    parts = [part for part in mail.walk() if part.get_content_type() == "message/delivery-status"]
    return [group for part in parts for group in cast("list[Message]", part.get_payload())]


def _field(group: Message, name: str) -> str:
    return " ".join(str(group.get(name, "")).split())


def _number(mail: EmailMessage) -> UUID | None:
    """Our message's number, from the returned mail or its headers."""
    for part in mail.walk():
        kind = part.get_content_type()
        if kind == "text/rfc822-headers":
            found = NUMBER.search(str(message_from_bytes(part.get_payload(decode=True) or b"").get("Message-ID", "")))  # type: ignore[arg-type] # bytes, as decoding was asked for
        elif part is not mail and part.get("Message-ID"):
            found = NUMBER.search(str(part["Message-ID"]))
        else:
            continue
        if found:
            return UUID(found[1])
    return None
