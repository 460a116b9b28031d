"""A health centre's own file arrives: its list is found, its heads are recognised, its lines are kept."""

import hashlib
import json
from datetime import datetime, timedelta
from typing import BinaryIO
from uuid import UUID

from django.core.files.base import File
from django.db import transaction

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.documents import lists
from naniwa.kernel.organisations import bulk
from naniwa.kernel.people.access import Staff
from naniwa.library.list_files import LARGEST, NoHeads, NotTaken, Row, TooManyRows
from naniwa.library.my_number import holds_one
from naniwa.services.outbreak.definitions import FIRST
from naniwa.services.outbreak.models import Intake, IntakeLine, Sheet
from naniwa.services.outbreak.queries import centres
from naniwa.services.outbreak.rules.broken import AlreadyDone, NoCentre
from naniwa.services.outbreak.rules.columns import CODES, FIELDS, heads_at, suggested

MOST_ROWS = 100_000
KEPT = timedelta(days=7)
"""So long a file that was not taken in can be looked at again."""
LINES_KEPT = timedelta(days=90)
"""So long a file that was taken in can be undone, and its lines to mend be read."""


class HoldsMyNumber(NotTaken):
    """A cell holds what must be taken for a My Number."""


def receive(
    *, file: File[bytes] | BinaryIO, name: str, press: UUID, by: Staff, now: datetime, disease: str = FIRST
) -> Intake:
    """Keep its lines; no case changes. A second press finds the first. Raises NoCentre, the kinds of NotTaken."""
    if centres.centre_of(by.organisation.pk) is None:
        raise NoCentre
    if known := Intake.objects.filter(press=press, organisation=by.organisation).first():
        return known
    found = _lines(file, name)
    at, _known = heads_at(found)
    heads, lines = [text.strip() for text in found[at][1]], found[at + 1 :]
    if len(lines) > MOST_ROWS:
        raise TooManyRows
    if any(holds_one(text) for _number, row in lines for text in row):
        raise HoldsMyNumber
    with transaction.atomic():
        sheet = _known_sheet(heads, by=by, now=now)
        intake = Intake.objects.create(
            organisation=by.organisation, by=by.person, press=press, sheet=sheet, disease=disease,
            name=name[-200:], at=now, total=len(lines),
        )  # fmt: skip
        columns = ("organisation_id", "intake_id", "number", "texts", "outcome", "before", "after")
        office = by.organisation.pk
        bulk.load(
            IntakeLine,
            columns,
            [(office, intake.pk, number, json.dumps(row, ensure_ascii=False), "", "{}", "{}") for number, row in lines],
        )
        audit.record("outbreak.intake_read", by=by, target=intake, now=now, name=intake.name, lines=len(lines))
        return intake


def learn(*, intake: Intake, columns: dict[int, str], words: dict[str, dict[str, str]], now: datetime) -> None:
    """Remember for this office what its columns and words mean. Raises AlreadyDone."""
    if intake.state != Intake.State.READ:
        raise AlreadyDone
    sheet = Sheet.objects.select_for_update().get(pk=intake.sheet_id)
    said = [columns.get(at, key) for at, key in enumerate(sheet.columns)]
    sheet.columns = [key if key in FIELDS and key not in said[:at] else "" for at, key in enumerate(said)]
    for key, meanings in words.items():
        kept = {text: code for text, code in meanings.items() if code in CODES.get(key, ())}
        sheet.words = {**sheet.words, key: {**sheet.words.get(key, {}), **kept}}
    sheet.used_at = now
    sheet.save(update_fields=["columns", "words", "used_at"])


def forget(*, now: datetime) -> int:
    """Remove what was read a week ago and not taken in, and the lines of old files, which hold what cases hold.

    Run as the system. Counts stay.
    """
    gone: int = Intake.objects.filter(state=Intake.State.READ, at__lt=now - KEPT).delete()[0]
    old = Intake.objects.filter(finished_at__lt=now - LINES_KEPT)
    return gone + IntakeLine.objects.filter(intake__in=old).delete()[0]


def _known_sheet(heads: list[str], *, by: Staff, now: datetime) -> Sheet:
    """As this office read a sheet with these heads before, or as the heads suggest."""
    digest = hashlib.sha256(json.dumps(heads, ensure_ascii=False).encode()).hexdigest()
    sheet, _made = Sheet.objects.get_or_create(
        organisation=by.organisation,
        digest=digest,
        defaults={"heads": heads, "columns": suggested(heads), "used_at": now},
    )
    return sheet


def _lines(file: File[bytes] | BinaryIO, name: str) -> list[Row]:
    """Those of the sheet with the most heads that are known, without empty ones."""
    taken = lists.received(file, name, largest=LARGEST)
    sheets = [[line for line in rows if any(map(str.strip, line[1]))] for _name, rows in taken.sheets]
    best = max(sheets, key=lambda one: heads_at(one)[1] * 1_000_000 + len(one), default=[])
    if heads_at(best)[0] < 0:
        raise NoHeads
    return best
