"""A stand-in for a mail server that is down."""

from django.core.mail import EmailMessage

from naniwa.kernel.notifications.channels.port import ServerAway


class Failing:
    def deliver(self, mail: EmailMessage) -> None:  # noqa: ARG002 - it never looks
        message = "stand-in for a mail server that is down"
        raise ServerAway(message)

    def close(self) -> None:
        """Nothing was opened."""
