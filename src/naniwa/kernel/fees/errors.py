"""The rules of fees that an operation may find broken, one class for each."""


class FeeError(Exception):
    """A rule of fees does not allow this."""


class NothingOwed(FeeError):
    """The charge is paid, set aside or cancelled: nothing is left to pay."""


class TooMuch(FeeError):
    """More than was paid cannot be given back, and more than is owed is not taken at a counter."""


class NoSlips(FeeError):
    """The office has no payment slips, or shops do not take so much with one."""


class AlreadyClosed(FeeError):
    """The till of this counter is closed for the day: take it at another, or tomorrow."""


class NoReason(FeeError):
    """The till holds another amount than the ledger says, and nobody wrote why."""
