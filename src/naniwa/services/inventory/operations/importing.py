"""Files on their way in: read and kept as lines, then taken in once what they would do has been seen."""

from collections import Counter
from datetime import datetime, timedelta
from typing import BinaryIO

from django.core.files.base import File
from django.db import transaction

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.documents import lists
from naniwa.kernel.people.access import Staff
from naniwa.library.list_files import NotTaken
from naniwa.library.my_number import holds_one
from naniwa.services.inventory.models import Upload
from naniwa.services.inventory.operations.saving import queue_for_numbers
from naniwa.services.inventory.operations.taking import take_changed, take_new
from naniwa.services.inventory.queries.assessing import assess
from naniwa.services.inventory.rules.seals import BrokenRule
from naniwa.services.inventory.sheets.reading import Line
from naniwa.services.inventory.sheets.reading import lines as read

KEPT = timedelta(days=7)
"""So long a file that was not taken in can be looked at again."""


class HoldsMyNumber(NotTaken):
    """A cell holds what must be taken for a My Number, which nobody here may keep."""


class NothingToTake(BrokenRule):
    """No row of the file is new or changed."""


@transaction.atomic
def receive(*, file: File[bytes] | BinaryIO, name: str, by: Staff, now: datetime) -> Upload:
    """Read a file into lines; nothing of the inventory changes. Raises the kinds of NotTaken."""
    lines = read(lists.received(file, name).rows)
    if any(holds_one(text) for line in lines for text in line.texts.values()):
        raise HoldsMyNumber
    upload = Upload.objects.create(
        organisation=by.organisation,
        by=by.person,
        name=name[-200:],
        lines=_kept(lines),
        at=now,
    )
    audit.record("inventory.upload_read", by=by, target=upload, now=now, name=upload.name, lines=len(lines))
    return upload


@transaction.atomic
def take(*, upload: Upload, by: Staff, now: datetime) -> Upload:
    """Take in what is new and changed, and leave the wrong lines out; a second press finds it done.

    The lines are assessed against the inventory as it stands now. Raises NothingToTake.
    """
    queue_for_numbers(by.organisation.pk)
    upload = Upload.objects.select_for_update().get(pk=upload.pk)
    if upload.taken_at:
        return upload
    found = assess(lines_of(upload), by=by)
    outcomes = Counter(one.outcome for one in found)
    if not outcomes["new"] + outcomes["changed"]:
        raise NothingToTake
    take_new([one.entry for one in found if one.outcome == "new"], by=by, now=now)
    changed = [
        (one.procedure, one.before, one.entry)
        for one in found
        if one.outcome == "changed" and one.procedure and one.before
    ]
    take_changed(changed, by=by, now=now)
    upload.taken_at, upload.new, upload.changed = now, outcomes["new"], outcomes["changed"]
    upload.wrong = outcomes["wrong"]
    # What was taken in is now the inventory's; the wrong lines can still be fetched to be mended.
    upload.lines = _kept([one.line for one in found if one.outcome == "wrong"])
    upload.save(update_fields=["lines", "taken_at", "new", "changed", "wrong"])
    audit.record(
        "inventory.upload_taken",
        by=by,
        target=upload,
        now=now,
        name=upload.name,
        new=upload.new,
        changed=upload.changed,
        wrong=upload.wrong,
    )
    return upload


def forget(*, now: datetime) -> int:
    """Remove what was read a week ago; the audit trail keeps that it was. Run as the system."""
    return Upload.objects.filter(at__lt=now - KEPT).delete()[0]


def lines_of(upload: Upload) -> list[Line]:
    return [Line(*line) for line in upload.lines]


def _kept(lines: list[Line]) -> list[list[object]]:
    return [[line.number, line.row_id, line.edition, line.texts] for line in lines]
