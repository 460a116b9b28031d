"""Organisations as the database keeps them."""

from naniwa.kernel.organisations.models.organisation import Kind, Organisation, in_readers_language

__all__ = ["Kind", "Organisation", "in_readers_language"]
