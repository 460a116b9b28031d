"""The kinds of refusal: one class for each broken rule."""


class BrokenRule(Exception):
    """What was asked for is against a rule of the outbreak service; subclasses say which."""


class NoCentre(BrokenRule):
    """No health centre looks after this municipality yet."""


class Closed(BrokenRule):
    """The case is closed."""


class OpenTasks(BrokenRule):
    """The case has urgent tasks that nobody has finished."""


class NotYours(BrokenRule):
    """Only who has it, or a supervisor, may do this."""


class NotYourCase(BrokenRule):
    """The case is another health centre's."""


class NotOfThisCentre(BrokenRule):
    """The person is no colleague who calls patients."""


class NothingToTake(BrokenRule):
    """No case waits."""


class NotReached(BrokenRule):
    """The person has not been reached yet."""


class AlreadyDone(BrokenRule):
    """The task is finished."""


class NothingSaid(BrokenRule):
    """A report has at least a temperature, an SpO2 or an answer on symptoms."""


class RoomTaken(BrokenRule):
    """Somebody else is in the room, or the person has one already."""


class NotYet(BrokenRule):
    """The rule does not let isolation end yet."""


class OwnProposal(BrokenRule):
    """Who proposed a change of the rules does not approve it."""


class NotTheseRules(BrokenRule):
    """The text is no definition; `why` says where."""

    def __init__(self, why: str = "") -> None:
        super().__init__(why)
        self.why = why


class NotThePrefecture(BrokenRule):
    """Only the prefecture decides from when on it counts the reports made here."""


class DayToCome(BrokenRule):
    """The reports made here are counted from today on at the latest."""


class NotThePrefectures(BrokenRule):
    """Only an administrator of the prefecture registers health centres and says whom they look after."""


class CentreNotRegistered(BrokenRule):
    """The prefecture has not registered this office as a health centre."""


class NoSupervisor(BrokenRule):
    """Nobody there could be on duty."""
