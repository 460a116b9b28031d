"""Claims are opened when something is approved, mended when a transfer failed, and cancelled when it is withdrawn."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from naniwa.kernel.audit.operations import record
from naniwa.kernel.organisations.bulk import load
from naniwa.kernel.payments.actors import Clerk
from naniwa.kernel.payments.errors import ClaimIsMoving
from naniwa.kernel.payments.models import Claim, ClaimState

CHANGEABLE = (ClaimState.PENDING, ClaimState.FAILED)
NAMED_IN_AUDIT = 20


@dataclass(frozen=True, slots=True)
class Account:
    """Where a payee wants the money; `holder_kana` is what the bank compares."""

    bank_code: str
    branch_code: str
    account_type: str
    account_number: str
    holder_kana: str


@dataclass(frozen=True, slots=True)
class NewClaim:
    """An approved amount in whole yen; `shares` by 団体コード add up to it (library.yen.split)."""

    reference: str
    procedure: str
    title: str
    amount_yen: int
    shares: Mapping[str, int]
    payee_name: str
    account: Account
    organisation_id: int
    partner_id: int | None
    person_id: int | None
    approved_at: datetime


COLUMNS = (
    "reference", "procedure", "title", "amount_yen", "shares", "state", "payee_name", "payee_kana",
    "bank_code", "branch_code", "account_type", "account_number",
    "attempts", "organisation_id", "partner_id", "person_id", "approved_at", "changed_at",
)  # fmt: skip


@transaction.atomic
def open_claims(claims: Sequence[NewClaim], *, by: Clerk | None, now: datetime) -> int:
    """Open any number at once; a reference can claim only once (IntegrityError)."""
    if not claims:
        return 0
    opened = load(Claim, COLUMNS, [_row(claim, now) for claim in claims])
    references = [claim.reference for claim in claims[:NAMED_IN_AUDIT]]
    total = sum(claim.amount_yen for claim in claims)
    target = claims[0].reference if opened == 1 else claims[0].procedure
    record("payments.claims_opened", by=by, target=target, now=now, count=opened, total_yen=total, first=references)
    return opened


@transaction.atomic
def amend_account(*, claim: Claim, account: Account, by: Clerk | None, now: datetime) -> Claim:
    """Put another account in place; a failed claim waits again. Raises ClaimIsMoving."""
    claim = _changeable(claim)
    claim.bank_code, claim.branch_code = account.bank_code, account.branch_code
    claim.account_type, claim.account_number = account.account_type, account.account_number
    claim.payee_kana = account.holder_kana
    claim.state, claim.changed_at = ClaimState.PENDING, now
    claim.save()
    record(
        "payments.account_amended", by=by, target=claim, subject=claim.person, organisation=claim.organisation, now=now
    )
    return claim


@transaction.atomic
def cancel(*, claim: Claim, by: Clerk | None, now: datetime) -> Claim:
    """Nothing will be paid. Raises ClaimIsMoving."""
    claim = _changeable(claim)
    claim.state, claim.changed_at = ClaimState.CANCELLED, now
    claim.save(update_fields=["state", "changed_at"])
    record(
        "payments.claim_cancelled", by=by, target=claim, subject=claim.person, organisation=claim.organisation, now=now
    )
    return claim


def _changeable(claim: Claim) -> Claim:
    locked = Claim.objects.select_for_update().get(pk=claim.pk)
    if locked.state not in CHANGEABLE:
        raise ClaimIsMoving(locked.reference)
    return locked


def _row(claim: NewClaim, now: datetime) -> tuple[object, ...]:
    account = claim.account
    return (
        claim.reference, claim.procedure, claim.title, claim.amount_yen, json.dumps(dict(claim.shares)),
        ClaimState.PENDING.value, claim.payee_name, account.holder_kana,
        account.bank_code, account.branch_code, account.account_type, account.account_number,
        0, claim.organisation_id, claim.partner_id, claim.person_id, claim.approved_at, now,
    )  # fmt: skip
