"""The kinds of refusal: one class for each broken rule."""


class BrokenRule(Exception):
    """What was asked for is against a rule of appointments; subclasses say which."""


class NotOffered(BrokenRule):
    """The window receives nobody at that time, or it cannot be booked any more or yet."""


class Taken(BrokenRule):
    """Every place at that time is taken."""


class TooMany(BrokenRule):
    """One mail address holds as many appointments as one may."""


class NotNow(BrokenRule):
    """The booking is in a state in which this cannot be done."""


class HoldOver(BrokenRule):
    """A booking that waited for its mail to be answered waited too long."""


class Overlapping(BrokenRule):
    """Two opening hours of one window would cover the same time."""


class NoTime(BrokenRule):
    """Hours or a closure end before they begin, or hours are shorter than one appointment."""


class NotYours(BrokenRule):
    """Only those who keep the windows of an office may change them."""


class NoName(BrokenRule):
    """An office and a window have a name that people know them by."""
