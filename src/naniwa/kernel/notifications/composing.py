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


def message_id(number: UUID) -> str:
    """The same for every attempt, so that a mail system can tell two deliveries of one message."""
    return f"<{number}@{domain()}>"


def compose(message: Message) -> EmailMessage:
    """Nobody is asked to answer an office's automatic mail (RFC 3834), and lists can be told apart (RFC 2919)."""
    sender = Address(display_name=message.organisation.name, addr_spec=parseaddr(settings.DEFAULT_FROM_EMAIL)[1])
    return EmailMessage(
        subject=message.subject,
        body=message.body,
        from_email=str(sender),
        to=[str(Address(display_name=message.to_name, addr_spec=message.to_address))],
        headers={
            "Message-ID": message_id(message.pk),
            "Date": format_datetime(message.created_at),
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "All",
            "List-Id": f"<{message.template.replace('_', '-')}.{domain()}>",
            "Content-Language": message.language,
        },
    )
