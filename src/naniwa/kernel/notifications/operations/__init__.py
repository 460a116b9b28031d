"""Writes to messages."""

from naniwa.kernel.notifications.operations.bouncing import bounced, read_bounces
from naniwa.kernel.notifications.operations.delivering import Delivered, deliver_due, give_up_on_lost
from naniwa.kernel.notifications.operations.handling import NotToHandle, handle, send_anew
from naniwa.kernel.notifications.operations.restoring import hold_back
from naniwa.kernel.notifications.operations.sending import send, send_many

__all__ = [
    "Delivered",
    "NotToHandle",
    "bounced",
    "deliver_due",
    "give_up_on_lost",
    "handle",
    "hold_back",
    "read_bounces",
    "send",
    "send_anew",
    "send_many",
]
