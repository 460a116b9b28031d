"""What may happen to a case, when, and by whom: pure decisions."""

from collections.abc import Collection
from datetime import datetime, timedelta

# From each state, the states that may follow.
TRANSITIONS: dict[str, frozenset[str]] = {
    "received": frozenset({"under_review", "needs_correction", "withdrawn"}),
    "under_review": frozenset({"received", "resubmitted", "needs_correction", "approved", "declined", "withdrawn"}),
    "needs_correction": frozenset({"resubmitted", "under_review", "withdrawn"}),
    "resubmitted": frozenset({"under_review", "needs_correction", "withdrawn"}),
    "approved": frozenset({"payment_in_progress"}),
    "payment_in_progress": frozenset({"paid", "transfer_failed", "approved"}),
    "transfer_failed": frozenset({"approved"}),
    "declined": frozenset(),
    "paid": frozenset(),
    "withdrawn": frozenset(),
}

ACCOUNT_CODE = "bank-transfer-failed"


class BrokenRule(Exception):
    """Something that the rules of a case do not allow; each kind is a class of its own."""


class WrongState(BrokenRule):
    """The case is not in a state from which this may happen."""


class AlreadyDecided(BrokenRule):
    """A decided case cannot be decided again."""


class OpenDeficiencies(BrokenRule):
    """Faults are still open: resolve or waive each of them first."""


class NotReviewed(BrokenRule):
    """A case is reviewed before it is decided."""


class SamePerson(BrokenRule):
    """Whoever reviewed a case cannot decide it."""


class TakenByAnother(BrokenRule):
    """Another member of staff is working on the case."""


class NotYours(BrokenRule):
    """Only the person whose application it is may do this."""


class NothingToSend(BrokenRule):
    """A notice needs at least one open fault."""


class NotOpen(BrokenRule):
    """The procedure does not take applications at this time."""


class TooLate(BrokenRule):
    """The last moment for corrections has passed."""


class Refused(BrokenRule):
    """Answers that a blocking check refuses, or that are missing or wrong."""


def check_transition(before: str, after: str) -> None:
    """Raises WrongState, or AlreadyDecided where a decision stands."""
    if after in TRANSITIONS[before]:
        return
    if before in {"approved", "declined", "payment_in_progress", "paid", "transfer_failed"}:
        raise AlreadyDecided(before)
    raise WrongState(f"{before} -> {after}")


def check_may_review(state: str, *, stage: str, assignee_id: int | None, by_id: int) -> None:
    """A case that waits for its decision is not under review any more. Raises WrongState, TakenByAnother."""
    if state not in {"received", "under_review", "resubmitted"} or stage != "review":
        raise WrongState(state)
    if assignee_id is not None and assignee_id != by_id:
        raise TakenByAnother


def check_may_decide(*, state: str, open_items: int, reviewer_id: int | None, by_id: int) -> None:
    """Raises AlreadyDecided, WrongState, OpenDeficiencies, NotReviewed, SamePerson."""
    if state != "under_review":
        check_transition(state, "approved")
        raise WrongState(state)
    if open_items:
        raise OpenDeficiencies
    if reviewer_id is None:
        raise NotReviewed
    if reviewer_id == by_id:
        raise SamePerson


def check_open(*, opens_at: datetime, closes_at: datetime, now: datetime) -> None:
    """The window is half-open: the closing moment itself is too late. Raises NotOpen."""
    if not opens_at <= now < closes_at:
        raise NotOpen


def correction_deadline(*, sent_at: datetime, days: int, last_moment: datetime | None) -> datetime:
    """When the corrections of a notice are due: some days on, but never past the procedure's last moment."""
    due = sent_at + timedelta(days=days)
    return min(due, last_moment) if last_moment else due


def stage_of(state: str, *, reviewed: bool) -> str:
    """The queue in which a case waits."""
    if state in {"received", "needs_correction", "resubmitted"}:
        return "review"
    if state == "under_review":
        return "decision" if reviewed else "review"
    return "closed"


def may_withdraw(state: str) -> bool:
    return "withdrawn" in TRANSITIONS[state]


def editable_fields(item_fields: Collection[Collection[str]]) -> frozenset[str]:
    """The fields that a notice opens for correction: those of its items and no others."""
    return frozenset(field for fields in item_fields for field in fields)
