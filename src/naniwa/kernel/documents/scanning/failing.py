"""A stand-in for a scanner that is down."""

from typing import BinaryIO

from naniwa.kernel.documents.scanning.port import ScannerUnavailable


class Failing:
    def find(self, file: BinaryIO) -> str:  # noqa: ARG002 - it never looks
        raise ScannerUnavailable
