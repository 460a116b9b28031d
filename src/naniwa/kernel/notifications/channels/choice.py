"""Which channel the settings name."""

from django.core.mail import mailers
from django.core.mail.backends.smtp import EmailBackend

from naniwa.kernel.notifications.channels.backend import Backend
from naniwa.kernel.notifications.channels.port import Channel
from naniwa.kernel.notifications.channels.smtp import Smtp


def channel() -> Channel:
    """The channel over MAILERS["default"]."""
    mailer = mailers.default
    return Smtp(mailer) if isinstance(mailer, EmailBackend) else Backend(mailer)
