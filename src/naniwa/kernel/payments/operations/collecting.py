"""Makes up a payout run from everything that waits, and takes one apart again."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Max

from naniwa.kernel.audit.operations import record
from naniwa.kernel.organisations.bulk import load
from naniwa.kernel.organisations.models import Organisation
from naniwa.kernel.payments import rules
from naniwa.kernel.payments.actors import Clerk, person_of
from naniwa.kernel.payments.errors import NoPayingAccount, NotADraft, NothingToPay
from naniwa.kernel.payments.models import (
    Claim,
    ClaimState,
    Objection,
    PayingAccount,
    Run,
    RunState,
    Transfer,
    TransferState,
)
from naniwa.kernel.payments.queries import second_looks
from naniwa.library.banks import Directory, directory
from naniwa.library.periods import day_of
from naniwa.library.zengin import MOST_RECORDS

_LOCK = "SELECT pg_advisory_xact_lock(hashtext('payments.run'), %s)"
_WAITING = ("pk", "bank_code", "branch_code", "account_type", "account_number", "payee_kana", "amount_yen")
_CARRIED = ("attempts", "partner_id", "person_id")
_COLUMNS = (
    "run_id", "line", "claim_id", "amount_yen", "bank_code", "bank_kana", "branch_code", "branch_kana",
    "account_type", "account_number", "payee_text", "state", "reason", "organisation_id",
    "attempt", "partner_id", "person_id",
)  # fmt: skip
_TAKE = """
    UPDATE payments_claim c SET state = 'in_run', attempts = c.attempts + 1, changed_at = %s
    FROM payments_transfer t WHERE t.run_id = %s AND t.claim_id = c.id
"""
_GIVE_BACK = """
    WITH withdrawn AS (
        UPDATE payments_transfer SET state = 'withdrawn' WHERE run_id = %s AND state = 'open' RETURNING claim_id
    )
    UPDATE payments_claim c SET state = 'pending', attempts = c.attempts - 1, changed_at = %s
    FROM withdrawn w WHERE w.claim_id = c.id
"""

type Carried = dict[int, tuple[int, int | None, int | None]]


@transaction.atomic
def collect(
    *,
    organisation: Organisation,
    procedure: str,
    transfer_on: date,
    by: Clerk,
    now: datetime,
    banks: Directory | None = None,
    limit: int = MOST_RECORDS,
) -> Run:
    """Take every waiting claim that a bank file can carry; `run.objections` names the others and the doubtful.

    Raises NotABankingDay, TransferDayPassed, NoPayingAccount, NothingToPay.
    """
    rules.check_transfer_day(transfer_on, today=day_of(now))
    if not PayingAccount.objects.filter(organisation=organisation).exists():
        raise NoPayingAccount(organisation.code)
    banks = banks or directory()
    number = _next_number(organisation)
    candidates, carried = _waiting(organisation, procedure, limit)
    examined = rules.examine(candidates, banks)
    if not candidates:
        raise NothingToPay(procedure)
    run = Run.objects.create(
        organisation=organisation,
        procedure=procedure,
        number=number,
        transfer_on=transfer_on,
        records=len(examined.payable),
        total_yen=sum(item.candidate.amount_yen for item in examined.payable),
        banks_as_of=banks.edition,
        created_by=person_of(by),
        created_at=now,
    )
    _take(run, examined, carried, now)
    record(
        "payments.run_collected", by=by, target=run, organisation=organisation, now=now,
        records=run.records, total_yen=run.total_yen, objections=len(examined.objections),
    )  # fmt: skip
    return run


@transaction.atomic
def discard(*, run: Run, by: Clerk, now: datetime) -> Run:
    """Give the claims of a draft back to those that wait. Raises NotADraft."""
    run = Run.objects.select_for_update().defer("file").get(pk=run.pk)
    if run.state != RunState.DRAFT:
        raise NotADraft(run.reference)
    run.state, run.closed_by, run.closed_at = RunState.DISCARDED, person_of(by), now
    run.save(update_fields=["state", "closed_by", "closed_at"])
    with connection.cursor() as cursor:
        cursor.execute(_GIVE_BACK, [run.pk, now])
    record("payments.run_discarded", by=by, target=run, organisation=run.organisation, now=now)
    return run


def _next_number(organisation: Organisation) -> int:
    """Runs of one organisation are made up one after the other, so their numbers have no gap."""
    with connection.cursor() as cursor:
        cursor.execute(_LOCK, [organisation.pk])
    last = Run.objects.filter(organisation=organisation).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def _waiting(organisation: Organisation, procedure: str, limit: int) -> tuple[list[rules.Candidate], Carried]:
    """Lock what waits, oldest decision first; what another run is taking just now is passed over."""
    claims = Claim.objects.filter(organisation=organisation, procedure=procedure, state=ClaimState.PENDING)
    locked = claims.select_for_update(skip_locked=True).order_by("approved_at", "pk")[:limit]
    rows = list(locked.values_list(*_WAITING, *_CARRIED))
    earlier = second_looks.paid_before(organisation.pk, procedure)
    waived = second_looks.waived(organisation.pk, procedure)
    candidates = [_candidate(row[: len(_WAITING)], earlier, waived) for row in rows]
    return candidates, {row[0]: row[len(_WAITING) :] for row in rows}


def _candidate(row: tuple[Any, ...], earlier: dict[int, str], waived: set[tuple[int, str]]) -> rules.Candidate:
    candidate = replace(rules.Candidate(*row), earlier=earlier.get(row[0], ""))
    if waived and (candidate.claim_id, rules.written(candidate.account)) in waived:
        return replace(candidate, waived=True)
    return candidate


def _take(run: Run, examined: rules.Examined, carried: Carried, now: datetime) -> None:
    load(Transfer, _COLUMNS, list(_transfers(run, examined.payable, carried)))
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [now, run.pk])
    objections = [(run.pk, item.claim_id, item.code.value, item.shown) for item in examined.objections]
    load(Objection, ("run_id", "claim_id", "code", "shown"), objections)


def _transfers(run: Run, payable: list[rules.Payable], carried: Carried) -> Iterator[tuple[object, ...]]:
    for line, item in enumerate(payable, start=1):
        claim = item.candidate
        attempts, partner, person = carried[claim.claim_id]
        yield (
            run.pk, line, claim.claim_id, claim.amount_yen,
            claim.bank_code, item.bank_kana, claim.branch_code, item.branch_kana,
            claim.account_type, claim.account_number.zfill(7), item.payee_text,
            TransferState.OPEN.value, "", run.organisation_id, attempts + 1, partner, person,
        )  # fmt: skip
