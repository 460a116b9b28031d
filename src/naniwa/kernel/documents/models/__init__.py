"""Documents as the database keeps them."""

from naniwa.kernel.documents.models.document import Document, State

__all__ = ["Document", "State"]
