"""When a tax that was not paid is to be dunned (督促), and what may follow.

Article 329 (residents' tax), 371 (property tax) and their like: the reminder that the law asks for is issued within 20
days after the due day. Where it is not paid in full by the tenth day after that was issued, property may be attached
(Articles 331 and 373), which is decided and done outside of this platform.
"""

from dataclasses import dataclass
from datetime import date, timedelta

WITHIN = timedelta(days=20)
GRACE = timedelta(days=10)
REMIND_BEFORE = timedelta(days=7)
"""When a mail says that a due day comes near; ours, as the law knows no such mail."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What the decision looks at; `owed_yen` is what the ledger says is missing."""

    due_on: date
    owed_yen: int
    dunned_on: date | None = None
    held: bool = False
    """The municipality has put collection off (猶予) or the tax is disputed."""


def is_to_be_dunned(one: Standing, *, today: date) -> bool:
    return one.owed_yen > 0 and one.due_on < today and one.dunned_on is None and not one.held


def last_day(due_on: date) -> date:
    """The last one on which the law has the letter issued; later ones are valid as well."""
    return due_on + WITHIN


def is_to_be_reminded(one: Standing, *, today: date) -> bool:
    """From a week before the due day until it."""
    return one.owed_yen > 0 and not one.held and one.due_on - REMIND_BEFORE <= today <= one.due_on
