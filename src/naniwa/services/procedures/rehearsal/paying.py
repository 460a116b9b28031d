"""The end of a rehearsed season: runs are paid, some transfers come back, accounts are mended, a second run follows."""

import hashlib
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from django.conf import settings

from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.payments import operations as payments
from naniwa.kernel.payments.failure_list import FailedTransfer
from naniwa.kernel.payments.models import Claim, ClaimState, Run
from naniwa.kernel.payments.queries import balance, runs
from naniwa.library.banking_days import after
from naniwa.library.periods import day_of
from naniwa.services.procedures.models import Application, State
from naniwa.services.procedures.operations import corrections, payouts
from naniwa.services.procedures.queries.account import account_field
from naniwa.services.procedures.rehearsal.report import BankFile, Report
from naniwa.services.procedures.rehearsal.season import FEW, Season

# Of all transfers of a first run, those that the bank returns.
FAIL = 0.006
REASON = "口座なし"


def pay_all(season: Season, output: Path) -> None:
    """Pay what was approved, in as many runs as it takes to settle everything that can be."""
    output.mkdir(parents=True, exist_ok=True)
    _run(season, output, fail=FAIL)
    failed = season.some(season.cases(state=State.TRANSFER_FAILED), 1.0)
    if failed:
        season.now += timedelta(days=7)
        season.by_sets("mend accounts", failed, lambda ids: _mend_accounts(season, ids), size=FEW)
        _run(season, output, fail=0.0)


def _run(season: Season, output: Path, *, fail: float) -> None:
    run = _collect_and_release(season, output)
    with as_system():
        references = runs.references(run.public_id)
    season.now += timedelta(days=5)
    chosen = set(season.random.sample(references, round(len(references) * fail)))
    with season.stage("confirm run", len(references)) as done:
        with as_system():
            payouts.payment_started(references, now=season.now)
            failures = [FailedTransfer(reference=reference, reason=REASON) for reference in sorted(chosen)]
            payments.confirm(run=run, failures=failures, by=season.staff.payer, now=season.now)
            payouts.payment_failed(dict.fromkeys(chosen, REASON), now=season.now)
        _told_paid(season, [reference for reference in references if reference not in chosen])
        done(len(references))


def _collect_and_release(season: Season, output: Path) -> Run:
    staff, procedure = season.staff, season.version.procedure.slug
    with as_system():
        waiting = Claim.objects.filter(procedure=procedure, state=ClaimState.PENDING).count()
    with season.stage("bank file", waiting) as done, as_system():
        run = payments.collect(
            organisation=staff.office,
            procedure=procedure,
            transfer_on=after(day_of(season.now), 3),
            by=staff.payer,
            now=season.now,
        )
        run = payments.release(run=run, by=staff.releaser, now=season.now)
        season.report.payout_files.append(_write(run, output))
        done(run.records)
    return run


def _write(run: Run, output: Path) -> BankFile:
    file = runs.payout_file(run)
    if file is None:
        raise RuntimeError(run.number)
    path = output / file.name
    path.write_bytes(file.content)
    return BankFile(str(path), hashlib.sha256(file.content).hexdigest(), file.records, file.total_yen)


def _told_paid(season: Season, references: Sequence[str]) -> None:
    for start in range(0, len(references), 5_000):
        with as_system():
            payouts.payment_made(references[start : start + 5_000], now=season.now)


def _mend_accounts(season: Season, ids: Sequence[int]) -> None:
    field = account_field(season.version)
    changes = {}
    for case in Application.objects.filter(pk__among=ids):
        number = (int(case.answers[field]["account_number"]) + 1) % 10**7
        changes[case.pk] = {field: {**case.answers[field], "account_number": f"{number:07}"}}
    corrections.resubmit_many(changes=changes, now=season.now)


def settle(report: Report, procedure: str) -> None:
    """Fill in what became of the money."""
    with as_system():
        outcome = runs.outcome(procedure)
        shares = balance.shares(procedure)
    report.paid, report.paid_total_yen = outcome.paid, outcome.paid_yen
    report.transfer_failed, report.failed_total_yen = outcome.failed, outcome.failed_yen
    report.municipal_share_yen = sum(share.paid_yen for share in shares if share.code != settings.PREFECTURE_CODE)
