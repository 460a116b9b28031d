"""A message as a mail: its headers and its one stable number."""

import re
from email.headerregistry import Address
from email.message import MIMEPart
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
METHOD = re.compile(r"^METHOD:([A-Z]+)\r?$", re.MULTILINE)


def message_id(number: UUID) -> str:
    """The same for every attempt, so that a mail system can tell two deliveries of one message."""
    return f"<{number}@{domain()}>"


def compose(message: Message) -> EmailMessage:
    """Nobody is asked to answer an office's automatic mail (RFC 3834), and lists can be told apart (RFC 2919)."""
    mail = EmailMessage(
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
    if message.calendar:
        mail.attach(_calendar(message.calendar))
    return mail


def _calendar(content: str) -> MIMEPart:
    """A part that calendars offer to take in; its method stands in its type, too (RFC 6047, 2.4)."""
    found = METHOD.search(content)
    part = MIMEPart()
    params = {"method": found[1] if found else "PUBLISH"}
    part.set_content(content, subtype="calendar", charset="utf-8", params=params, filename="appointment.ics")
    return part


def named(name: str, address: str) -> str:
    """A name with its address. Python loses the quotation marks of a name that it folds, so that none may need any."""
    plain = str(Address(display_name=name, addr_spec=address))
    if name.isascii() and len(plain) < UNFOLDED:
        return plain
    return str(Address(display_name=name.translate(FULL_WIDTH), addr_spec=address))
