"""Letters for printing: messages to people who have no e-mail address."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone

from naniwa.kernel.documents import pdf
from naniwa.kernel.notifications.models import Message

TEMPLATE = "notifications/letters"


class NoLetters(Exception):
    """There is nothing to print."""


def batch(messages: Sequence[Message], *, now: datetime) -> bytes:
    """One PDF of all these letters, in their order; each begins on a right-hand page. Raises NoLetters."""
    if not messages:
        raise NoLetters
    first = messages[0]
    data = {
        "title": first.subject if len(messages) == 1 else f"{len(messages)}通",
        "author": first.organisation.name,
        "letters": [_letter(message) for message in messages],
    }
    return pdf.render(TEMPLATE, data, language=first.language, now=now)


def _letter(message: Message) -> dict[str, Any]:
    office, english = message.organisation, message.language == "en"
    return {
        "language": message.language,
        "reference": message.reference,
        "date": pdf.long_date(timezone.localtime(message.created_at).date(), language=message.language),
        "addressee": {"name": message.to_name, "lines": message.postal_address.splitlines()},
        "sender": {
            "name": (english and office.name_en) or office.name,
            "lines": [line for line in (office.hours, office.phone, office.email) if line],
        },
        "subject": message.subject,
        "body": message.body.strip(),
        "address": settings.SITE_URL if message.person_id else "",
        "qr": pdf.qr(settings.SITE_URL),
    }
