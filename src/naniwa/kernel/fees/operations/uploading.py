"""A provider's file that somebody at the office has at hand: bounded, scanned, read, and then taken in."""

from datetime import date, datetime
from typing import BinaryIO

from django.core.files.base import File

from naniwa.kernel.documents import lists
from naniwa.kernel.fees.models import SLIP, Statement
from naniwa.kernel.fees.operations import slips
from naniwa.kernel.fees.operations.reconciling import digest_of, take_in
from naniwa.kernel.fees.statements import read_rows
from naniwa.kernel.people.access import Staff


def receive(
    *, file: File[bytes] | BinaryIO, name: str, provider: str, day: date, by: Staff, now: datetime
) -> Statement:
    """Take a file in for one's own office; another's orders are unknown here. Raises the kinds of NotTaken."""
    sent = lists.received(file, name)
    found = read_rows(sent.rows)
    if provider == SLIP:
        slips.enter_paid(found.lines, office=by.organisation, now=now)
    return take_in(
        found.lines, found.wrong, office=by.organisation, provider=provider, day=day, name=name,
        digest=digest_of(sent.content), by=by, now=now,
    )  # fmt: skip
