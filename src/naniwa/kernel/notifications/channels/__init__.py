"""How a mail leaves the house: the port, the real conversation, and stand-ins."""

from naniwa.kernel.notifications.channels.backend import Backend
from naniwa.kernel.notifications.channels.choice import channel
from naniwa.kernel.notifications.channels.failing import Failing
from naniwa.kernel.notifications.channels.port import Channel, Deferred, Refused, ServerAway, Unconfirmed
from naniwa.kernel.notifications.channels.smtp import Smtp

__all__ = ["Backend", "Channel", "Deferred", "Failing", "Refused", "ServerAway", "Smtp", "Unconfirmed", "channel"]
