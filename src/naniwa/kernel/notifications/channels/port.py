"""What a channel does, and the four ways in which it may not."""

from typing import Protocol

from django.core.mail import EmailMessage


class Deferred(Exception):
    """Surely not taken now; may be taken later."""


class ServerAway(Deferred):
    """Deferred for a reason that has nothing to do with this message: others need not be tried now."""


class Refused(Exception):
    """Surely not taken, and never will be."""


class Unconfirmed(Exception):
    """Handed over, but without an answer: it may have been taken. It must not be sent again."""


class Channel(Protocol):
    """Delivers one mail at a time and keeps its connection for the next."""

    def deliver(self, mail: EmailMessage) -> None:
        """Return only when the mail was taken. Raises Deferred, ServerAway, Refused, Unconfirmed."""

    def close(self) -> None:
        """End the connection, if there is one. Never raises."""
