"""Mandates as the database keeps them."""

from naniwa.kernel.mandates.models.mandate import OVER, Kind, Mandate, Proof, State

__all__ = ["OVER", "Kind", "Mandate", "Proof", "State"]
