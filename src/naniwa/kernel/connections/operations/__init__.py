"""Writes of connections."""

from naniwa.kernel.connections.operations.connecting import connect, end, grant
from naniwa.kernel.connections.operations.exchanging import CodeNotValid, Exchanged, exchange, tell_about
from naniwa.kernel.connections.operations.leaving import forget_grants, tell, tell_of_sign_out
from naniwa.kernel.connections.operations.registering import NotAllowed, Registered, known_party, register, stop

__all__ = [
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
    "stop",
    "tell",
    "tell_about",
    "tell_of_sign_out",
]
