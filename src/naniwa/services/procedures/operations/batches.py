"""Acts over many cases: at once for a few, piece by piece by jobs for many, each case once."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from naniwa.kernel.audit import operations as audit
from naniwa.kernel.jobs import defer_by_name
from naniwa.kernel.people.access import Staff
from naniwa.services.procedures.models import Batch, BatchKind
from naniwa.services.procedures.operations.decisions import decide_many
from naniwa.services.procedures.operations.notices import send_notices

AT_ONCE = 500
PIECE = 500
JOB = "procedures.go_on_with_batch"


class NumberOfOthers(PermissionDenied):
    """A batch of another office began with this number; the site answers as to anything that is not one's own."""


@transaction.atomic
def start(*, number: UUID, kind: str, ids: Sequence[int], by: Staff, now: datetime) -> Batch:
    """Begin, or find what a first press with this number began. Raises NumberOfOthers."""
    begun = {
        "kind": kind,
        "organisation": by.organisation,
        "ids": list(ids),
        "total": len(ids),
        "by": by.person,
        "started_at": now,
    }
    try:
        batch, new = Batch.objects.get_or_create(public_id=number, defaults=begun)
    except IntegrityError as error:  # a row that row security does not show to this office
        raise NumberOfOthers from error
    if not new:
        return batch
    audit.record("procedures.batch_started", by=by, target=batch, now=now, kind=kind, count=len(ids))
    if len(ids) > AT_ONCE:
        defer_by_name(JOB, number=str(number))
        return batch
    return go_on(number=number, now=now)


@transaction.atomic
def go_on(*, number: UUID | str, now: datetime) -> Batch:
    """Do the next piece and leave the rest to the next job. Safe to repeat."""
    batch = Batch.objects.select_for_update().get(public_id=number)
    piece = batch.ids[batch.position : batch.position + PIECE]
    _carry_out(batch, piece, now)
    batch.position += len(piece)
    if batch.position == batch.total:
        batch.finished_at = batch.finished_at or now
    batch.save(update_fields=["position", "done", "passed_over", "amount_yen", "finished_at"])
    if piece and batch.finished_at is None:
        defer_by_name(JOB, number=str(number))
    return batch


def _carry_out(batch: Batch, piece: list[int], now: datetime) -> None:
    if not piece:
        return
    if batch.kind == BatchKind.NOTICES:
        sent = send_notices(notice_ids=piece, by=batch.by, now=now)
        batch.done += sent.sent
        batch.passed_over += sent.passed_over
    else:
        decided = decide_many(case_ids=piece, by=batch.by, now=now)
        batch.done += decided.approved + decided.declined
        batch.passed_over += decided.passed_over
        batch.amount_yen += decided.amount_yen
