"""A message as a mail: its headers and its one stable number."""

from email.headerregistry import Address
from email.utils import format_datetime, parseaddr
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage

from naniwa.kernel.notifications.models import Message


def domain() -> str:
    """The site's own name, under which message numbers are unique."""
    return urlsplit(settings.SITE_URL).hostname or "localhost"


# Signs that have a meaning in a header of addresses (RFC 5322, 3.2.3; RFC 2047), and how they look in Japanese text.
FULL_WIDTH = str.maketrans('()<>[]:;@\\,."=', "（）＜＞［］：；＠＼，．＂＝")
UNFOLDED = 70


def message_id(number: UUID) -> str:
    """The same for every attempt, so that a mail system can tell two deliveries of one message."""
    return f"<{number}@{domain()}>"


def compose(message: Message) -> EmailMessage:
    """Nobody is asked to answer an office's automatic mail (RFC 3834), and lists can be told apart (RFC 2919)."""
    return EmailMessage(
        subject=message.subject,
        body=message.body,
        from_email=named(message.organisation.name, parseaddr(settings.DEFAULT_FROM_EMAIL)[1]),
        to=[named(message.to_name, message.to_address)],
        headers={
            "Message-ID": message_id(message.pk),
            "Date": format_datetime(message.created_at),
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "All",
            "List-Id": f"<{message.template.replace('_', '-')}.{domain()}>",
            "Content-Language": message.language,
        },
    )


def named(name: str, address: str) -> str:
    """A name with its address. Python loses the quotation marks of a name that it folds, so that none may need any."""
    plain = str(Address(display_name=name, addr_spec=address))
    if name.isascii() and len(plain) < UNFOLDED:
        return plain
    return str(Address(display_name=name.translate(FULL_WIDTH), addr_spec=address))
