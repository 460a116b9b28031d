"""What a virus scanner does for us."""

from typing import BinaryIO, Protocol


class ScannerUnavailable(Exception):
    """The scanner gave no verdict: not reached, too slow, or the file is beyond its limits."""


class VirusScanner(Protocol):
    """Reads a file once from where it stands; never holds more than a chunk of it."""

    def find(self, file: BinaryIO) -> str:
        """The name of what was found, or an empty string. Raises ScannerUnavailable."""
