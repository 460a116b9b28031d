"""The rules of taxes that an operation may find broken, one class for each."""


class BrokenRule(Exception):
    """A rule of taxes does not allow this."""


class NothingToTake(BrokenRule):
    """No bill of the file is new."""


class NothingToPrint(BrokenRule):
    """Nobody is to get a letter: all of it is printed, paid or held back."""


class NoInterest(BrokenRule):
    """There is no late interest to charge: not paid in full, paid in time, too little, or charged already."""


class NoReason(BrokenRule):
    """Whoever holds collection back says why."""
