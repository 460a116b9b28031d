"""Organisations as the database keeps them."""

from naniwa.kernel.organisations.models.organisation import Kind, Organisation

__all__ = ["Kind", "Organisation"]
