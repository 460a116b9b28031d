"""Writes of clients."""

from naniwa.kernel.clients.operations.forgetting import forget_old
from naniwa.kernel.clients.operations.keys import replace_key
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
from naniwa.kernel.clients.operations.secrets import (
    BOTH_HOLD,
    AlreadyRenewed,
    Stopped,
    end_former_secret,
    known_client,
    renew_client_secret,
)
from naniwa.kernel.clients.operations.telling import Fact, deliver, ping, send_again, tell
from naniwa.kernel.clients.operations.webhooks import remove_webhook, renew_secret, set_webhook

__all__ = [
    "BOTH_HOLD",
    "READ",
    "SCOPES",
    "WRITE",
    "AlreadyRegistered",
    "AlreadyRenewed",
    "Fact",
    "KeyReused",
    "Registered",
    "Stopped",
    "deliver",
    "end_former_secret",
    "forget_old",
    "known_client",
    "once",
    "ping",
    "register",
    "remove_webhook",
    "renew_client_secret",
    "renew_secret",
    "replace_key",
    "revoke",
    "send_again",
    "set_webhook",
    "tell",
    "used",
]
