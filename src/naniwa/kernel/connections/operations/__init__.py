"""Writes of connections."""

from naniwa.kernel.connections.operations.connecting import connect, end, grant
from naniwa.kernel.connections.operations.exchanging import CodeNotValid, Exchanged, exchange, tell_about
from naniwa.kernel.connections.operations.leaving import forget_grants, tell, tell_of_lost_sessions, tell_of_sign_out
from naniwa.kernel.connections.operations.registering import (
    AlreadyRegistered,
    NotAllowed,
    Registered,
    register,
    resume,
    stop,
)
from naniwa.kernel.connections.operations.secrets import known_party, renew_secret

__all__ = [
    "AlreadyRegistered",
    "CodeNotValid",
    "Exchanged",
    "NotAllowed",
    "Registered",
    "connect",
    "end",
    "exchange",
    "forget_grants",
    "grant",
    "known_party",
    "register",
    "renew_secret",
    "resume",
    "stop",
    "tell",
    "tell_about",
    "tell_of_lost_sessions",
    "tell_of_sign_out",
]
