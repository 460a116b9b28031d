"""The kinds of refusal: one class for each broken rule."""


class BrokenRule(Exception):
    """What was asked for is against a rule of consultations; subclasses say which."""


class Closed(BrokenRule):
    """The conversation, or its desk, is closed."""


class NothingSaid(BrokenRule):
    """A message has words or a file."""


class TooLong(BrokenRule):
    """A message has more characters than one may."""


class TooMany(BrokenRule):
    """A person has as many open conversations as one may."""


class TakenByAnother(BrokenRule):
    """Another clerk has the conversation; they hand it over."""


class NotTaken(BrokenRule):
    """A clerk answers once they have taken the conversation."""


class NotOfThisOffice(BrokenRule):
    """A conversation is handed to somebody who receives people in this office."""


class NoCase(BrokenRule):
    """The conversation was not begun from a case."""


class NotYours(BrokenRule):
    """Only those who keep the desks of an office may change them."""


class NoName(BrokenRule):
    """A desk has a name that people know it by."""


class NoSuchMeeting(BrokenRule):
    """A call is held in one of the ways that this installation offers."""


class MeetingUnavailable(BrokenRule):
    """The system that meetings are held in does not answer."""


class BadLink(BrokenRule):
    """A link to a meeting is an https address."""


class NotInCall(BrokenRule):
    """The call is over, or the resident has not agreed to it yet."""


class NotRecorded(BrokenRule):
    """A call is recorded on our own page, with a program that writes it down, and once both have agreed."""


class NotSpeech(BrokenRule):
    """What was sent in is no recording that a browser makes."""


class TooMuchSpeech(BrokenRule):
    """A recording is larger than one may be."""


class NoDraft(BrokenRule):
    """There are no minutes to be edited: they are not written yet, or were settled already."""
