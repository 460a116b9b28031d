"""Any other Django mail backend: the console, a folder, or the memory of a test."""

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from naniwa.kernel.notifications.channels.port import Unconfirmed


class Backend:
    def __init__(self, mailer: BaseEmailBackend) -> None:
        self.mailer = mailer

    def deliver(self, mail: EmailMessage) -> None:
        try:
            self.mailer.send_messages([mail])
        except Exception as error:  # nothing is known of an unknown backend's errors
            raise Unconfirmed(repr(error)) from error

    def close(self) -> None:
        self.mailer.close()
