"""Reads of clients."""

from naniwa.kernel.clients.queries.callers import Caller, caller_of, client_of
from naniwa.kernel.clients.queries.known import Known, administrator, client_by_id, known_clients
from naniwa.kernel.clients.queries.listing import (
    Entry,
    calls_of,
    client_in,
    clients_in,
    procedures,
    webhook_of,
)
from naniwa.kernel.clients.queries.telling import listeners

__all__ = [
    "Caller",
    "Entry",
    "Known",
    "administrator",
    "caller_of",
    "calls_of",
    "client_by_id",
    "client_in",
    "client_of",
    "clients_in",
    "known_clients",
    "listeners",
    "procedures",
    "webhook_of",
]
