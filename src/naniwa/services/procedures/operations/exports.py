"""Taking chosen cases out of the ledger as a file: with a purpose, written down, kept for a while and deletable."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import batched
from uuid import UUID

from django.db import transaction

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.audit.words import PURPOSES
from naniwa.kernel.jobs import defer_by_name
from naniwa.kernel.people.access import Staff
from naniwa.services.procedures.models import Export, ExportPart
from naniwa.services.procedures.operations.export_files import make
from naniwa.services.procedures.queries.exporting import known
from naniwa.services.procedures.rules import BrokenRule

AT_ONCE = 2_000
"""Cases that are written while the page waits; more are a job's."""
KEPT = timedelta(days=30)
JOB = "procedures.make_export"
REMOVED_AT_ONCE = 100


class NoPurpose(BrokenRule):
    """Personal data leave the ledger only for a purpose that is said, and with what they are used for."""


class NothingToExport(BrokenRule):
    """A file needs at least one case and one column."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a person wants in which file, and what for; `number` is the form's, so that a second press makes nothing."""

    number: UUID
    format: str
    columns: Sequence[str]
    filters: dict[str, str]
    purpose: str
    reason: str
    language: str


@transaction.atomic
def start(*, asked: Asked, ids: Sequence[int], by: Staff, now: datetime) -> Export:
    """Begin, or find what a first press began. Raises NoPurpose, NothingToExport."""
    columns = known(asked.columns)
    if asked.purpose not in PURPOSES or not asked.reason.strip():
        raise NoPurpose
    if not columns or not ids:
        raise NothingToExport
    export, new = Export.objects.get_or_create(
        public_id=asked.number,
        defaults={
            "organisation": by.organisation,
            "by": by.person,
            "roles": sorted(by.roles),
            "format": asked.format,
            "columns": columns,
            "filters": asked.filters,
            "language": asked.language,
            "purpose": asked.purpose,
            "reason": asked.reason.strip()[:300],
            "ids": list(ids),
            "total": len(ids),
            "started_at": now,
        },
    )
    if not new:
        return export
    if len(ids) > AT_ONCE:
        defer_by_name(JOB, number=str(asked.number))
        return export
    make(number=asked.number, now=now)
    return Export.objects.get(pk=export.pk)


@transaction.atomic
def record_download(*, export: Export, by: Staff, now: datetime) -> None:
    """The file leaves the house; what is in it was written down when it was made."""
    audit.record("procedures.export_downloaded", by=by, target=export, now=now, sha256=export.sha256)


@transaction.atomic
def remove(*, export: Export, by: Staff, now: datetime) -> None:
    """Delete the file, or stop it being made; what it was for, and its digest, stay."""
    if Export.objects.filter(pk=export.pk, removed_at=None).update(removed_at=now, run=None, ids=[]):
        ExportPart.objects.filter(export=export).delete()
        audit.record("procedures.export_removed", by=by, target=export, now=now, sha256=export.sha256)


def remove_with(cases: Sequence[int], *, now: datetime) -> int:
    """Delete every file that one of these cases is in, or would be; returns how many. As the system."""
    holding = Export.objects.filter(ids__overlap=list(cases), removed_at=None).order_by("pk").defer("ids")
    return sum(_removed(some, now) for some in batched(list(holding), REMOVED_AT_ONCE))


def remove_old(*, now: datetime) -> int:
    """Delete files kept for 30 days; returns how many. As the system."""
    old = Export.objects.filter(started_at__lt=now - KEPT, removed_at=None).order_by("pk")
    return sum(_removed(some, now) for some in batched(list(old.defer("ids")), REMOVED_AT_ONCE))


@transaction.atomic
def _removed(exports: tuple[Export, ...], now: datetime) -> int:
    numbers = [export.pk for export in exports]
    ExportPart.objects.filter(export__in=numbers).delete()
    Export.objects.filter(pk__in=numbers).update(removed_at=now, run=None, ids=[])
    return audit.record_many(_expired(exports, now))


def _expired(exports: tuple[Export, ...], now: datetime) -> Iterator[audit.Entry]:
    for export in exports:
        detail = {"sha256": export.sha256, "expired": True}
        yield audit.Entry(action="procedures.export_removed", by=None, target=export, now=now, detail=detail)
