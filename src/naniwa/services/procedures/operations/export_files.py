"""Making an export's file: read in the scope of whoever asked, written in parts, told to each person in it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from itertools import batched
from typing import Any
from uuid import UUID, uuid4

from django.utils import translation
from django.utils.translation import gettext as _

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.audit.entries import Row
from naniwa.kernel.audit.models import Kind
from naniwa.kernel.organisations.isolation import Scope, acting_as, as_system
from naniwa.kernel.people.access import Staff
from naniwa.library.spreadsheet import csv_lines
from naniwa.library.workbook import Value, workbook
from naniwa.services.procedures.models import Application, Export, ExportPart, Format
from naniwa.services.procedures.queries import exporting
from naniwa.services.procedures.queries.names import Names, names

PIECE = 2_000
PART = 1_000_000
"""Bytes of the file in one row."""
RECORDS = 5_000


class GivenUp(Exception):
    """The export was deleted, or another attempt makes it now."""


@dataclass(slots=True)
class _Making:
    """One attempt; `people` are those in the file, each with the receipt number of the first case."""

    export: Export
    run: UUID
    names: Names
    digest: Any = field(default_factory=sha256)
    size: int = 0
    parts: int = 0
    position: int = 0
    count: int = 0
    people: dict[int, str] = field(default_factory=dict)

    @property
    def scope(self) -> Scope:
        return Scope(organisation_id=self.export.organisation_id, person_id=self.export.by_id)


def make(*, number: UUID | str, now: datetime) -> None:
    """Make the file from its beginning. Safe to repeat: what is finished stays, what was half done is made anew."""
    export = _export(number)
    if export is None:
        return
    with translation.override(export.language):
        making = _Making(export, uuid4(), names(export.language))
        try:
            _begin(making)
            for part in _parted(_file(making)):
                _keep(making, part)
            _finish(making, now)
        except GivenUp:
            return


def _export(number: UUID | str) -> Export | None:
    with as_system():
        unfinished = Export.objects.filter(public_id=number, finished_at=None, removed_at=None)
        return unfinished.select_related("organisation", "by").first()


def _begin(making: _Making) -> None:
    with acting_as(making.scope):
        ExportPart.objects.filter(export=making.export).delete()
        Export.objects.filter(pk=making.export.pk).update(run=making.run, position=0, count=0)


def _file(making: _Making) -> Iterator[bytes]:
    columns = exporting.columns(making.export.columns)
    if making.export.format == Format.CSV:
        return csv_lines([column.label for column in columns], _rows(making))
    return workbook(_("台帳"), columns, _rows(making))


def _rows(making: _Making) -> Iterator[list[Value]]:
    for ids in batched(making.export.ids, PIECE):
        with acting_as(making.scope):
            found = list(
                exporting.lines(ids, making.export.columns, names=making.names, language=making.export.language)
            )
            making.position += len(ids)
            making.count += len(found)
            _note(making, position=making.position, count=making.count)
        for case, values in found:
            _meet(making, case)
            yield values


def _meet(making: _Making, case: Application) -> None:
    if case.person_id is not None:
        making.people.setdefault(case.person_id, case.reference)


def _note(making: _Making, **values: object) -> None:
    """Raises GivenUp."""
    if not Export.objects.filter(pk=making.export.pk, run=making.run, removed_at=None).update(**values):
        raise GivenUp


def _parted(pieces: Iterator[bytes]) -> Iterator[bytes]:
    waiting = bytearray()
    for piece in pieces:
        waiting += piece
        if len(waiting) >= PART:
            yield bytes(waiting)
            waiting.clear()
    yield bytes(waiting)


def _keep(making: _Making, content: bytes) -> None:
    making.digest.update(content)
    making.size += len(content)
    making.parts += 1
    with acting_as(making.scope):
        _note(making, size=making.size)
        ExportPart.objects.create(export=making.export, number=making.parts, content=content)


def _finish(making: _Making, now: datetime) -> None:
    """From now on the file can be had; so in the same commit each person can see that it was made."""
    export, digest = making.export, making.digest.hexdigest()
    staff = Staff(person=export.by, organisation=export.organisation, roles=frozenset(export.roles))
    with acting_as(making.scope):
        _note(making, finished_at=now, sha256=digest, run=None)
        for some in batched(making.people.items(), RECORDS):
            audit.record_many(_reads(some, export, staff, now))
        audit.record(
            "procedures.exported",
            by=staff,
            target=export,
            now=now,
            purpose=export.purpose,
            reason=export.reason,
            filters=export.filters,
            columns=export.columns,
            format=export.format,
            count=making.count,
            sha256=digest,
        )


def _reads(people: Sequence[tuple[int, str]], export: Export, staff: Staff, now: datetime) -> list[audit.Entry]:
    return [
        audit.Entry(
            action="procedures.case_exported",
            kind=Kind.READ,
            by=staff,
            target=Row(Application, reference, person_id, export.organisation_id),
            now=now,
            purpose=export.purpose,
            detail={"export": export.reference},
        )
        for person_id, reference in people
    ]
