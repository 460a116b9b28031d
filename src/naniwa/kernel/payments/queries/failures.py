"""Finds the transfers that the rows of a bank's list mean, before anything is changed."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from naniwa.kernel.payments.failure_list import FailedTransfer
from naniwa.kernel.payments.models import Run, Transfer, TransferState


@dataclass(frozen=True)
class Matched:
    """Each row with its transfer, and the rows that mean none, another amount, or one already named."""

    matched: list[tuple[Transfer, FailedTransfer]]
    unmatched: list[FailedTransfer]

    @property
    def total_yen(self) -> int:
        return sum(transfer.amount_yen for transfer, _ in self.matched)


def match(run: Run, failures: Sequence[FailedTransfer]) -> Matched:
    """Match by line where the row has one, else by reference; an amount, where given, must agree."""
    by_line, by_reference = _candidates(run, failures)
    found = [(_only(run, failure, by_line, by_reference), failure) for failure in failures]
    named = Counter(transfer.pk for transfer, _ in found if transfer)
    matched = [(transfer, failure) for transfer, failure in found if transfer and named[transfer.pk] == 1]
    unmatched = [failure for transfer, failure in found if not transfer or named[transfer.pk] > 1]
    return Matched(matched, unmatched)


def _candidates(run: Run, failures: Sequence[FailedTransfer]) -> tuple[dict[int, Transfer], dict[str, Transfer]]:
    transfers = Transfer.objects.filter(run=run, state=TransferState.OPEN).select_related("claim")
    lines = [failure.line for failure in failures if failure.line is not None]
    references = [failure.reference for failure in failures if failure.line is None]
    by_line = {transfer.line: transfer for transfer in transfers.filter(line__among=lines)} if lines else {}
    named = transfers.filter(claim__reference__among=references) if references else ()
    return by_line, {transfer.claim.reference: transfer for transfer in named}


def _only(
    run: Run, failure: FailedTransfer, by_line: dict[int, Transfer], by_reference: dict[str, Transfer]
) -> Transfer | None:
    transfer = by_reference.get(failure.reference) if failure.line is None else by_line.get(failure.line)
    if transfer is None or failure.run_number not in {None, run.number}:
        return None
    same_reference = failure.reference in {"", transfer.claim.reference}
    same_amount = failure.amount_yen in {None, transfer.amount_yen}
    return transfer if same_reference and same_amount else None
