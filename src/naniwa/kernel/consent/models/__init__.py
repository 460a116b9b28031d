"""Consents as the database keeps them."""

from naniwa.kernel.consent.models.consent import Consent

__all__ = ["Consent"]
