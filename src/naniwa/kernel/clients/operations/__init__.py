"""Writes of clients."""

from naniwa.kernel.clients.operations.forgetting import forget_old
from naniwa.kernel.clients.operations.posting import KeyReused, once
from naniwa.kernel.clients.operations.registering import (
    READ,
    SCOPES,
    WRITE,
    AlreadyRegistered,
    Registered,
    register,
    revoke,
    used,
)
from naniwa.kernel.clients.operations.telling import Fact, deliver, ping, tell
from naniwa.kernel.clients.operations.webhooks import remove_webhook, renew_secret, set_webhook

__all__ = [
    "READ",
    "SCOPES",
    "WRITE",
    "AlreadyRegistered",
    "Fact",
    "KeyReused",
    "Registered",
    "deliver",
    "forget_old",
    "once",
    "ping",
    "register",
    "remove_webhook",
    "renew_secret",
    "revoke",
    "set_webhook",
    "tell",
    "used",
]
