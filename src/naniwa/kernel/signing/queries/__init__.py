"""Reads of signed papers: by their number, by their bytes, and what a stranger's file is worth."""

from naniwa.kernel.signing.queries.offices import offices
from naniwa.kernel.signing.queries.register import by_digest, by_number
from naniwa.kernel.signing.queries.verifying import LARGEST, Found, NotReadable, Signature, TooLarge, verify

__all__ = ["LARGEST", "Found", "NotReadable", "Signature", "TooLarge", "by_digest", "by_number", "offices", "verify"]
