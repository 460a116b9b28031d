"""Sends a payout run on its way: a second person looks at it, and the bank file comes into being."""

import hashlib
from collections.abc import Iterator
from datetime import date, datetime

from django.db import transaction

from naniwa.kernel.audit.operations import record
from naniwa.kernel.events.operations import emit
from naniwa.kernel.payments import rules
from naniwa.kernel.payments.actors import Clerk, person_of
from naniwa.kernel.payments.errors import NotADraft, NothingToPay
from naniwa.kernel.payments.events import RunReleased
from naniwa.kernel.payments.failure_list import customer_code
from naniwa.kernel.payments.models import PayingAccount, Run, RunState, Transfer
from naniwa.library import zengin
from naniwa.library.banks import directory
from naniwa.library.periods import day_of

_FIELDS = (
    "bank_code", "bank_kana", "branch_code", "branch_kana", "account_type", "account_number", "payee_text",
    "amount_yen", "line",
)  # fmt: skip


@transaction.atomic
def release(*, run: Run, by: Clerk, now: datetime) -> Run:
    """Write the file and order the transfers.

    Raises SamePerson, NotADraft, NothingToPay, NotABankingDay, TransferDayPassed.
    """
    run = Run.objects.select_for_update().defer("file").get(pk=run.pk)
    rules.check_may_release(created_by=run.created_by_id, released_by=person_of(by).pk)
    if run.state != RunState.DRAFT:
        raise NotADraft(run.reference)
    if run.records == 0:
        raise NothingToPay(run.reference)
    rules.check_transfer_day(run.transfer_on, today=day_of(now))
    run.file = _file(run)
    run.sha256 = hashlib.sha256(run.file).hexdigest()
    run.state, run.released_by, run.released_at = RunState.RELEASED, person_of(by), now
    run.save(update_fields=["file", "sha256", "state", "released_by", "released_at"])
    record(
        "payments.run_released", by=by, target=run, organisation=run.organisation, now=now,
        sha256=run.sha256, records=run.records, total_yen=run.total_yen,
    )  # fmt: skip
    emit(RunReleased(run.reference, run.procedure), now=now)
    return run


def _file(run: Run) -> bytes:
    account = PayingAccount.objects.get(organisation=run.organisation_id)
    line_end = b"\r\n" if account.line_ends else b""
    return b"".join(zengin.write(header(account, run.transfer_on), _lines(run), line_end=line_end))


def header(account: PayingAccount, transfer_on: date) -> zengin.Header:
    """The account as a file states it, on this day."""
    bank = directory().banks[account.bank_code]
    branch = directory().branches(account.bank_code)[account.branch_code]
    return zengin.Header(
        client_code=account.client_code,
        client_name=account.client_name,
        transfer_on=transfer_on,
        bank_code=bank.code,
        bank_name=bank.kana,
        branch_code=branch.code,
        branch_name=branch.kana,
        account_type=account.account_type,
        account_number=account.account_number,
    )


def _lines(run: Run) -> Iterator[zengin.Line]:
    transfers = Transfer.objects.filter(run=run).order_by("line").values_list(*_FIELDS)
    for bank, bank_kana, branch, branch_kana, kind, account, payee, amount, line in transfers.iterator(10_000):
        code = customer_code(run.number, line)
        yield zengin.Line(bank, bank_kana, branch, branch_kana, kind, account, payee, amount, code)
