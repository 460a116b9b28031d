"""Writes of signed papers."""

from naniwa.kernel.signing.operations.issuing import NoSeal, issue

__all__ = ["NoSeal", "issue"]
