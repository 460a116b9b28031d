"""Identities as the database keeps them."""

from naniwa.kernel.identity.models.link import IdentityLink

__all__ = ["IdentityLink"]
