"""Messages as the database keeps them."""

from naniwa.kernel.notifications.models.message import Message, State

__all__ = ["Message", "State"]
