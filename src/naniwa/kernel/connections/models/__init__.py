"""Connections as the database keeps them."""

from naniwa.kernel.connections.models.connection import Connection
from naniwa.kernel.connections.models.grant import Grant
from naniwa.kernel.connections.models.party import Party

__all__ = ["Connection", "Grant", "Party"]
