"""Providers of identities: one contract, an OpenID Connect client, and stand-ins for tests."""

from naniwa.kernel.identity.providers.choice import offered, provider
from naniwa.kernel.identity.providers.port import Begun, Cancelled, IdentityProvider, NotProven, Proof, Unavailable

__all__ = ["Begun", "Cancelled", "IdentityProvider", "NotProven", "Proof", "Unavailable", "offered", "provider"]
