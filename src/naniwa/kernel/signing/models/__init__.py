"""Signed papers as the database keeps them."""

from naniwa.kernel.signing.models.paper import SignedPaper

__all__ = ["SignedPaper"]
