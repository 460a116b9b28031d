"""What was written to people, and where an answer leads."""

import re

from django.http import HttpResponseBase

from naniwa.kernel.notifications.models import Message
from naniwa.kernel.organisations.isolation import as_system


def written() -> list[Message]:
    """All messages, oldest first."""
    with as_system():
        return list(Message.objects.order_by("created_at"))


def newest() -> Message:
    return written()[-1]


def link_in(message: Message, below: str) -> str:
    """The path of the first link that lies below a path."""
    found = re.search(rf"https?://[^/\s]+({re.escape(below)}[^\s]+)", message.body)
    assert found, message.body
    return found[1]


def where(answer: HttpResponseBase) -> str:
    """The path of a redirect."""
    assert answer.status_code == 302, answer.status_code
    return answer.headers["Location"]
