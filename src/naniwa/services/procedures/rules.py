"""What may happen to a case, when, and by whom: pure decisions."""

from collections.abc import Collection
from datetime import datetime, timedelta

from naniwa.library import working_days
from naniwa.library.periods import day_of
from naniwa.library.sureness import reaches

# From each state, the states that may follow.
TRANSITIONS: dict[str, frozenset[str]] = {
    "received": frozenset({"under_review", "needs_correction", "withdrawn"}),
    "under_review": frozenset({"received", "resubmitted", "needs_correction", "approved", "declined", "withdrawn"}),
    "needs_correction": frozenset({"resubmitted", "under_review", "withdrawn"}),
    "resubmitted": frozenset({"under_review", "needs_correction", "withdrawn"}),
    "approved": frozenset({"payment_in_progress", "recalled"}),
    "payment_in_progress": frozenset({"paid", "transfer_failed", "approved"}),
    "transfer_failed": frozenset({"approved", "recalled"}),
    "declined": frozenset({"recalled"}),
    "paid": frozenset({"recalled"}),
    "withdrawn": frozenset(),
    "recalled": frozenset(),
}

ACCOUNT_CODE = "bank-transfer-failed"
PAPER_CODE = "paper-answer"
"""An answer that a paper lacks, or that nobody can read."""


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


class AccountOfAgent(BrokenRule):
    """The agent was not asked to receive money, and the account is the agent's own."""


class NothingToSend(BrokenRule):
    """A notice needs at least one open fault."""


class NotOpen(BrokenRule):
    """The procedure does not take applications at this time."""


class NotProvedEnough(BrokenRule):
    """The procedure asks for a surer proof of who applies than was given."""


class TooLate(BrokenRule):
    """The last moment for corrections has passed."""


class NoReason(BrokenRule):
    """An act that stops, ends or takes back something says why, in writing."""


class SameClerk(BrokenRule):
    """Whoever keyed in a paper cannot decide on it."""


class NoAccount(BrokenRule):
    """Nothing can be paid without an account: this fault is only mended by an answer."""


class NotYetReceived(BrokenRule):
    """Nothing can have come in on a day that is still to come."""


class SameApprover(BrokenRule):
    """Whoever decided a case cannot withdraw its decision."""


class SameHolder(BrokenRule):
    """Whoever placed a legal hold cannot end it."""


class MoneyIsMoving(BrokenRule):
    """The bank has the transfer: wait for its result."""


class NotDecided(BrokenRule):
    """There is no decision to appeal against, or to withdraw."""


class FeeUnpaid(BrokenRule):
    """A fee that is due before the review has neither been paid nor set aside."""


class Refused(BrokenRule):
    """Answers that a blocking check refuses, or that are missing or wrong."""


def check_transition(before: str, after: str) -> None:
    """Raises WrongState, or AlreadyDecided where a decision stands."""
    if after in TRANSITIONS[before]:
        return
    if before in {"approved", "declined", "payment_in_progress", "paid", "transfer_failed", "recalled"}:
        raise AlreadyDecided(before)
    raise WrongState(f"{before} -> {after}")


def check_may_review(state: str, *, stage: str, assignee_id: int | None, by_id: int) -> None:
    """A case that waits for its decision is not under review any more. Raises WrongState, TakenByAnother."""
    if state not in {"received", "under_review", "resubmitted"} or stage != "review":
        raise WrongState(state)
    if assignee_id is not None and assignee_id != by_id:
        raise TakenByAnother


def check_may_decide(
    *, state: str, open_items: int, reviewer_id: int | None, by_id: int, keyed_by_id: int | None = None
) -> None:
    """Raises AlreadyDecided, WrongState, OpenDeficiencies, NotReviewed, SamePerson, SameClerk."""
    if state != "under_review":
        check_transition(state, "approved")
        raise WrongState(state)
    if open_items:
        raise OpenDeficiencies
    if reviewer_id is None:
        raise NotReviewed
    if reviewer_id == by_id:
        raise SamePerson
    if keyed_by_id == by_id:
        raise SameClerk


def moment_of_receipt(
    *, begins: datetime, ends: datetime, opens_at: datetime, closes_at: datetime | None, now: datetime
) -> datetime:
    """When a paper of the day from `begins` to `ends` counts as received: any part of it inside the window will do.

    The day is all that a postmark says, so that its earliest moment within the window counts.
    Raises NotYetReceived, NotOpen.
    """
    if begins > now:
        raise NotYetReceived
    too_late = closes_at is not None and begins >= closes_at
    if too_late or ends <= opens_at or now < opens_at:
        raise NotOpen
    return max(begins, opens_at)


def check_decided(*, undecided: bool) -> None:
    """What leaves something to municipalities takes no applications, whenever it is. Raises NotOpen."""
    if undecided:
        raise NotOpen


def check_open(*, opens_at: datetime, closes_at: datetime | None, now: datetime) -> None:
    """The window is half-open: the closing moment itself is too late. Raises NotOpen."""
    if now < opens_at or (closes_at is not None and now >= closes_at):
        raise NotOpen


def check_proved(*, held: str, asked: str) -> None:
    """Raises NotProvedEnough."""
    if not reaches(held, asked):
        raise NotProvedEnough


def review_due(at: datetime, *, days: int, working: bool) -> datetime:
    """When a review of `days` from receipt should be done, at the same time of day; the day of receipt is not counted.

    Civil Code, art. 140; `working` counts the days on which offices are open.
    """
    if not working:
        return at + timedelta(days=days)
    received = day_of(at)
    return at + (working_days.after(received, days) - received)


def correction_deadline(*, sent_at: datetime, days: int, last_moment: datetime | None) -> datetime:
    """When the corrections of a notice are due: some days on, but never past the procedure's last moment."""
    due = sent_at + timedelta(days=days)
    return min(due, last_moment) if last_moment else due


def waits_until(due_at: datetime, *, channel: str, post_days: int) -> datetime:
    """When a case is taken back to review without a correction: what was posted in time may still be under way."""
    return due_at + timedelta(days=post_days) if channel == "paper" else due_at


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


# States in which a case has come to its end; whether money is owed on it is asked beside.
CLOSED_FOR_GOOD = frozenset({"declined", "paid", "withdrawn", "recalled"})


def closed_for_good(*, pays: bool) -> frozenset[str]:
    """The states in which a case of a procedure has come to its end: where nothing is paid, approval is one of them."""
    return CLOSED_FOR_GOOD if pays else CLOSED_FOR_GOOD | {"approved"}


def check_may_recall(*, state: str, decided_by_id: int, by_id: int, reason: str) -> None:
    """Raises MoneyIsMoving, SameApprover, NoReason; AlreadyDecided where it was withdrawn before."""
    if state == "payment_in_progress":
        raise MoneyIsMoving
    check_transition(state, "recalled")
    if decided_by_id == by_id:
        raise SameApprover
    if not reason.strip():
        raise NoReason


def check_may_end_hold(*, placed_by_id: int, by_id: int, reason: str) -> None:
    """Raises SameHolder, NoReason."""
    if placed_by_id == by_id:
        raise SameHolder
    if not reason.strip():
        raise NoReason
