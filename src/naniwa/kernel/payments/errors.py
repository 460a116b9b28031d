"""The rules of payouts that an operation may find broken, one class for each."""

from collections.abc import Sequence


class PaymentError(Exception):
    """A payout rule does not allow this."""


class ClaimIsMoving(PaymentError):
    """The claim is in a run, paid or cancelled, and cannot be changed."""


class NothingToPay(PaymentError):
    """No claim waits that a bank file could carry."""


class NoPayingAccount(PaymentError):
    """The organisation has not said which account it pays from."""


class UnknownPayingBranch(PaymentError):
    """The branch the organisation wants to pay from is not in the list of banks."""


class NotADraft(PaymentError):
    """The run was already released, confirmed or discarded."""


class NotReleased(PaymentError):
    """Only a released run can be confirmed."""


class UnmatchedFailures(PaymentError):
    """Rows of the bank's list name no open transfer of this run; they are `rows`."""

    def __init__(self, rows: Sequence[object]) -> None:
        super().__init__(f"{len(rows)} rows match no open transfer of this run")
        self.rows = rows


class NoAmountBack(PaymentError):
    """A repayment is more than nothing, and no more than what is still owed."""


class NotADayYet(PaymentError):
    """Money that came back came today or earlier, and after it was claimed."""


class DueTooSoon(PaymentError):
    """Whoever is to pay back has until tomorrow at least."""
