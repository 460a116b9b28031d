"""Lists of bills on their way in: read and kept as rows, then taken in once what they would do has been seen."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import BinaryIO

from django.core.files.base import File
from django.db import transaction

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.documents import lists
from naniwa.kernel.people.access import Staff
from naniwa.library.list_files import NoHeads, NoRows, NotTaken, TooManyRows
from naniwa.library.my_number import holds_one
from naniwa.services.taxes.definitions import slugs
from naniwa.services.taxes.models import Upload
from naniwa.services.taxes.operations.taking import one_at_a_time, take_new
from naniwa.services.taxes.queries import bills
from naniwa.services.taxes.rules.broken import NothingToTake
from naniwa.services.taxes.rules.lines import MOST_ROWS, NEEDED, Assessed, Line, assess, key_of

KEPT = timedelta(days=7)
"""So long a list that was not taken in can be looked at again."""
HEADS_WITHIN = 10
"""Titles may stand above the heads."""


class HoldsMyNumber(NotTaken):
    """A cell holds what must be taken for a My Number, which nobody here may keep."""


@transaction.atomic
def receive(*, file: File[bytes] | BinaryIO, name: str, by: Staff, now: datetime) -> Upload:
    """Read a file into rows; nothing of the register changes. Raises the kinds of NotTaken."""
    lines = _lines(lists.received(file, name).rows)
    # Twelve digits are usual for the number of a bill, and some pass for a My Number by chance.
    if any(holds_one(text) for line in lines for key, text in line.texts.items() if key != "number"):
        raise HoldsMyNumber
    upload = Upload.objects.create(
        organisation=by.organisation,
        by=by.person,
        name=name[-200:],
        lines=[[line.number, line.texts] for line in lines],
        at=now,
    )
    audit.record("taxes.list_read", by=by, target=upload, now=now, name=upload.name, lines=len(lines))
    return upload


def assessed(upload: Upload) -> Assessed:
    """What it would do to the register as it stands now."""
    lines = [Line(number, texts) for number, texts in upload.lines]
    numbers = {line.texts.get("number", "") for line in lines}
    return assess(lines, taxes=slugs(), known=bills.known_numbers(upload.organisation, numbers))


@transaction.atomic
def take(*, upload: Upload, by: Staff, now: datetime) -> Upload:
    """Take in the bills that are new and whole, and leave the others out; a second press finds it done.

    Raises NothingToTake.
    """
    one_at_a_time(by.organisation)
    upload = Upload.objects.select_related("organisation").get(pk=upload.pk)
    if upload.taken_at:
        return upload
    found = assessed(upload)
    if not found.new:
        raise NothingToTake
    take_new(found.new, by=by, now=now)
    upload.taken_at, upload.bills, upload.wrong = now, len(found.new), len(found.wrong)
    upload.yen = sum(one.total_yen for one in found.new)
    # What was taken in is now the register's; what is wrong is mended where the list was made.
    upload.lines = []
    upload.save(update_fields=["lines", "taken_at", "bills", "yen", "wrong"])
    audit.record(
        "taxes.list_taken", by=by, target=upload, now=now, name=upload.name, bills=upload.bills, yen=upload.yen,
        wrong=upload.wrong,
    )  # fmt: skip
    return upload


def forget(*, now: datetime) -> int:
    """Remove what was read a week ago; the audit trail keeps that it was. Run as the system."""
    return Upload.objects.filter(at__lt=now - KEPT).delete()[0]


def _lines(rows: Iterable[tuple[int, Sequence[str]]]) -> list[Line]:
    """Below the heads; empty rows are passed over. Raises TooManyRows, NoHeads, NoRows."""
    keys: list[str] = []
    found: list[Line] = []
    for seen, (number, row) in enumerate(rows):
        if not keys:
            told = [key_of(cell) for cell in row]
            keys = told if set(told) >= NEEDED else []
            if not keys and seen >= HEADS_WITHIN:
                break
        elif any(cell.strip() for cell in row):
            if len(found) >= MOST_ROWS:
                raise TooManyRows
            found.append(Line(number, {key: text.strip() for key, text in zip(keys, row, strict=False) if key}))
    if not keys:
        raise NoHeads
    if not found:
        raise NoRows
    return found
