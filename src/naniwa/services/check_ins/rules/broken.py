"""The kinds of refusal: one class for each broken rule."""


class BrokenRule(Exception):
    """What was asked for is against a rule of check-ins; subclasses say which."""


class NoName(BrokenRule):
    """A venue has a name that its visitors know it by."""


class LinkOver(BrokenRule):
    """The venue of this link was closed, or nobody confirmed it in time."""


class Stale(BrokenRule):
    """The code on the venue's screen changes every minute, and this one is too old or was never shown."""


class NotOpenYet(BrokenRule):
    """No officer has made a key, so that nobody could ever be told."""


class NotThen(BrokenRule):
    """The event has not begun or is over, or the venue takes no check-ins any more."""


class Busy(BrokenRule):
    """More check-ins wait to be written than can be in time."""


class NotYours(BrokenRule):
    """Only some roles of the organisation may do this."""


class NotACentre(BrokenRule):
    """The organisation is no health centre for alerts."""


class NotPrefecture(BrokenRule):
    """Only administrators of the prefecture itself do this."""


class CodeNotValid(BrokenRule):
    """Never given, used, or over."""


class NoSuchDays(BrokenRule):
    """The onset lies in the future, or longer ago than check-ins are kept."""


class AlreadyKeyed(BrokenRule):
    """There is a key, and whatever was sealed to it needs it."""


class WrongPassphrase(BrokenRule):
    """The key does not open with it."""


class KeyMissing(BrokenRule):
    """The file of the officer's private key is not on this machine."""


class SamePerson(BrokenRule):
    """Who gave the code or entered it, or who approved already, is not a second person."""


class NotNow(BrokenRule):
    """The alert is in a state in which this cannot be done."""


class NobodyToTell(BrokenRule):
    """Nobody else was there at the time, or the policy tells nobody of it."""
