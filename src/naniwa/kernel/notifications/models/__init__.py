"""Messages as the database keeps them."""

from naniwa.kernel.notifications.models.message import TO_HANDLE, Message, State

__all__ = ["TO_HANDLE", "Message", "State"]
