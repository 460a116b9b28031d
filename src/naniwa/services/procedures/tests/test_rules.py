"""What may happen to a case: tables that a civil servant can read."""

from datetime import datetime, timedelta

import pytest

from naniwa.library.periods import TOKYO
from naniwa.services.procedures import rules
from naniwa.services.procedures.models import State

NOON = datetime(2020, 5, 1, 12, 0, tzinfo=TOKYO)


def test_every_state_has_its_rules() -> None:
    assert set(rules.TRANSITIONS) == set(State.values)
    assert set().union(*rules.TRANSITIONS.values()) <= set(State.values)


@pytest.mark.parametrize(
    ("before", "after", "raised"),
    [
        ("received", "under_review", None),
        ("received", "approved", rules.WrongState),
        ("under_review", "approved", None),
        ("under_review", "declined", None),
        ("needs_correction", "resubmitted", None),
        ("needs_correction", "approved", rules.WrongState),
        ("approved", "declined", rules.AlreadyDecided),
        ("approved", "withdrawn", rules.AlreadyDecided),
        ("declined", "approved", rules.AlreadyDecided),
        ("paid", "transfer_failed", rules.AlreadyDecided),
        ("transfer_failed", "approved", None),
        ("withdrawn", "under_review", rules.WrongState),
    ],
)
def test_transitions(before: str, after: str, raised: type[Exception] | None) -> None:
    if raised is None:
        rules.check_transition(before, after)
    else:
        with pytest.raises(raised):
            rules.check_transition(before, after)


@pytest.mark.parametrize(
    ("state", "open_items", "reviewer", "by", "raised"),
    [
        ("under_review", 0, 1, 2, None),
        ("under_review", 0, 1, 1, rules.SamePerson),
        ("under_review", 0, None, 2, rules.NotReviewed),
        ("under_review", 1, 1, 2, rules.OpenDeficiencies),
        ("received", 0, None, 2, rules.WrongState),
        ("approved", 0, 1, 2, rules.AlreadyDecided),
    ],
)
def test_who_may_decide(
    state: str, open_items: int, reviewer: int | None, by: int, raised: type[Exception] | None
) -> None:
    arguments = {"state": state, "open_items": open_items, "reviewer_id": reviewer, "by_id": by}
    if raised is None:
        rules.check_may_decide(**arguments)  # type: ignore[arg-type] # a table of cases
    else:
        with pytest.raises(raised):
            rules.check_may_decide(**arguments)  # type: ignore[arg-type] # a table of cases


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        (NOON - timedelta(microseconds=1), False),
        (NOON, True),
        (NOON + timedelta(hours=1) - timedelta(microseconds=1), True),
        (NOON + timedelta(hours=1), False),
    ],
)
def test_the_window_is_half_open(moment: datetime, is_open: bool) -> None:  # noqa: FBT001 - a table
    window = {"opens_at": NOON, "closes_at": NOON + timedelta(hours=1), "now": moment}
    if is_open:
        rules.check_open(**window)
    else:
        with pytest.raises(rules.NotOpen):
            rules.check_open(**window)


def test_corrections_are_never_due_after_the_last_moment() -> None:
    last = NOON + timedelta(days=3)
    assert rules.correction_deadline(sent_at=NOON, days=14, last_moment=last) == last
    assert rules.correction_deadline(sent_at=NOON, days=2, last_moment=last) == NOON + timedelta(days=2)


def test_a_notice_opens_the_fields_of_its_items_and_no_others() -> None:
    assert rules.editable_fields([["account", "bank_book"], ["account"]]) == {"account", "bank_book"}
