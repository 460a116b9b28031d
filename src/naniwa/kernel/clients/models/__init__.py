"""Clients as the database keeps them."""

from naniwa.kernel.clients.models.client import ApiClient
from naniwa.kernel.clients.models.key import SigningKey
from naniwa.kernel.clients.models.posted import Posted
from naniwa.kernel.clients.models.webhook import Call, CallState, Webhook

__all__ = ["ApiClient", "Call", "CallState", "Posted", "SigningKey", "Webhook"]
