"""Organisations as the database keeps them."""

from naniwa.kernel.organisations.models.organisation import Kind, Organisation, name_in_force

__all__ = ["Kind", "Organisation", "name_in_force"]
