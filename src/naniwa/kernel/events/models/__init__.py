"""The outbox as the database keeps it."""

from naniwa.kernel.events.models.outbox import Delivery, StoredEvent

__all__ = ["Delivery", "StoredEvent"]
