"""The port to a virus scanner, and which one this installation uses."""

from functools import cache
from urllib.parse import urlsplit

from django.conf import settings

from naniwa.kernel.documents.scanning.clamd import Clamd
from naniwa.kernel.documents.scanning.console import Console
from naniwa.kernel.documents.scanning.failing import Failing
from naniwa.kernel.documents.scanning.port import ScannerUnavailable, VirusScanner

__all__ = ["Clamd", "Console", "Failing", "ScannerUnavailable", "VirusScanner", "scanner", "scanner_at"]


def scanner() -> VirusScanner:
    """The scanner of the setting VIRUS_SCANNER."""
    return scanner_at(getattr(settings, "VIRUS_SCANNER", "console:"))


@cache
def scanner_at(url: str) -> VirusScanner:
    """`clamd://host:3310`, `clamd:///run/clamav/clamd.ctl`, `console:` or `failing:`."""
    parts = urlsplit(url)
    if parts.scheme == "clamd":
        return Clamd((parts.hostname, parts.port or 3310) if parts.hostname else parts.path)
    return Failing() if parts.scheme == "failing" else Console()
