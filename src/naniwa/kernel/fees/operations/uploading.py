"""A provider's file that somebody at the office has at hand: bounded, scanned, read, and then taken in."""

from datetime import date, datetime
from typing import BinaryIO

from django.core.files.base import File

from naniwa.kernel.documents import scanning, storage
from naniwa.kernel.fees.models import SLIP, Statement
from naniwa.kernel.fees.operations import slips
from naniwa.kernel.fees.operations.reconciling import digest_of, take_in
from naniwa.kernel.fees.statements import LARGEST, Damaged, NotTaken, TooLarge, read
from naniwa.kernel.people.access import Staff
from naniwa.library.bulkhead import PAGES


class Empty(NotTaken):
    """A file without a byte."""


class Infected(NotTaken):
    """The scanner found a virus."""


class NotScanned(NotTaken):
    """The scanner gave no verdict; nothing is taken unseen."""


def receive(
    *, file: File[bytes] | BinaryIO, name: str, provider: str, day: date, by: Staff, now: datetime
) -> Statement:
    """Take a file in for one's own office; another's orders are unknown here. Raises the kinds of NotTaken."""
    content = _content(file)
    _scan(content)
    found = read(content)
    if provider == SLIP:
        slips.enter_paid(found.lines, office=by.organisation, now=now)
    return take_in(
        found.lines, found.wrong, office=by.organisation, provider=provider, day=day, name=name,
        digest=digest_of(content), by=by, now=now,
    )  # fmt: skip


def _content(file: File[bytes] | BinaryIO) -> bytes:
    content = file.read(LARGEST + 1)
    if not content:
        raise Empty
    if len(content) > LARGEST:
        raise TooLarge
    if b"\0" in content:
        raise Damaged
    return content


def _scan(content: bytes) -> None:
    """While the file is scanned, the process makes others' pages."""
    with PAGES.outside(), storage.passing_file() as path:
        path.write_bytes(content)
        with path.open("rb") as again:
            try:
                found = scanning.scanner().find(again)
            except scanning.ScannerUnavailable as error:
                raise NotScanned from error
    if found:
        raise Infected
