"""Takes in what the bank did with a run: some transfers came back, the rest is paid."""

from collections.abc import Sequence
from datetime import datetime

from django.db import connection, transaction

from naniwa.kernel.audit.operations import Entry, record, record_many
from naniwa.kernel.events.operations import emit_many
from naniwa.kernel.payments.actors import Clerk, person_of
from naniwa.kernel.payments.errors import NotReleased, UnmatchedFailures
from naniwa.kernel.payments.events import ClaimPaid, TransferFailed
from naniwa.kernel.payments.failure_list import FailedTransfer
from naniwa.kernel.payments.models import Run, RunState, Transfer, TransferState
from naniwa.kernel.payments.queries.failures import Matched, match

_FAIL = """
    UPDATE payments_transfer t SET state = 'failed', reason = f.reason
    FROM unnest(%s::bigint[], %s::text[]) AS f (id, reason) WHERE t.id = f.id AND t.run_id = %s AND t.state = 'open'
"""
_SETTLE = """
    UPDATE payments_claim c SET state = t.state, changed_at = %s
    FROM payments_transfer t WHERE t.run_id = %s AND t.claim_id = c.id AND t.state IN ('paid', 'failed')
"""


@transaction.atomic
def confirm(*, run: Run, failures: Sequence[FailedTransfer], by: Clerk, now: datetime) -> Run:
    """Mark the failures, and the rest of the run as paid; all of it or nothing.

    Raises NotReleased, UnmatchedFailures.
    """
    run = Run.objects.select_for_update().defer("file").get(pk=run.pk)
    if run.state != RunState.RELEASED:
        raise NotReleased(run.reference)
    found = match(run, failures)
    if found.unmatched:
        raise UnmatchedFailures(found.unmatched)
    _settle(run, found, now)
    run.state, run.closed_by, run.closed_at = RunState.CONFIRMED, person_of(by), now
    run.save(update_fields=["state", "closed_by", "closed_at"])
    _tell(run, found, by, now)
    return run


def _settle(run: Run, found: Matched, now: datetime) -> None:
    ids = [transfer.pk for transfer, _ in found.matched]
    reasons = [failure.reason[:200] for _, failure in found.matched]
    with connection.cursor() as cursor:
        cursor.execute(_FAIL, [ids, reasons, run.pk])
        cursor.execute("UPDATE payments_transfer SET state = 'paid' WHERE run_id = %s AND state = 'open'", [run.pk])
        cursor.execute(_SETTLE, [now, run.pk])


def _tell(run: Run, found: Matched, by: Clerk, now: datetime) -> None:
    paid = Transfer.objects.filter(run=run, state=TransferState.PAID).order_by("line")
    amounts = paid.values_list("claim__reference", "amount_yen")
    emit_many([ClaimPaid(reference, run.procedure, amount) for reference, amount in amounts], now=now)
    failed = [(transfer.claim, transfer.amount_yen, failure.reason) for transfer, failure in found.matched]
    emit_many([TransferFailed(claim.reference, run.procedure, yen, why) for claim, yen, why in failed], now=now)
    record(
        "payments.run_confirmed", by=by, target=run, organisation=run.organisation, now=now,
        failed=len(failed), failed_yen=sum(yen for _, yen, _ in failed),
    )  # fmt: skip
    record_many(
        Entry(
            action="payments.transfer_failed", by=by, target=claim, now=now, detail={"amount_yen": yen, "reason": why}
        )
        for claim, yen, why in failed
    )
