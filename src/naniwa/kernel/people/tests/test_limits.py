"""Limits count across connections and forget in time."""

from datetime import UTC, datetime, timedelta

import pytest

from naniwa.kernel.people import limits
from naniwa.kernel.people.models import Limit

pytestmark = pytest.mark.django_db
NOW = datetime(2020, 5, 1, 9, 0, tzinfo=UTC)
THRICE = limits.Rule("knock", 3, timedelta(minutes=10))


def knock(times: int, *, subject: str = "door", now: datetime = NOW) -> None:
    for _time in range(times):
        limits.consume(THRICE, subject, now=now)


def test_as_often_as_the_rule_says_and_no_more() -> None:
    knock(3)
    with pytest.raises(limits.TooOften) as refused:
        knock(1, now=NOW + timedelta(minutes=9))
    assert refused.value.resets_at == NOW + timedelta(minutes=10)


def test_the_window_ends() -> None:
    knock(3)
    knock(3, now=NOW + timedelta(minutes=10))
    with pytest.raises(limits.TooOften):
        knock(1, now=NOW + timedelta(minutes=19))


def test_subjects_and_rules_are_counted_apart() -> None:
    knock(3)
    knock(3, subject="another door")
    limits.consume(limits.Rule("ring", 1, timedelta(minutes=1)), "door", now=NOW)


def test_a_success_may_forgive() -> None:
    knock(3)
    limits.forgive(THRICE, "door")
    knock(3)


def test_who_was_counted_is_not_kept() -> None:
    limits.consume(THRICE, "taro@example.jp", now=NOW)
    assert "taro" not in str(Limit.objects.values().get())


def test_windows_that_are_over_are_removed() -> None:
    knock(1)
    knock(1, subject="later", now=NOW + timedelta(minutes=5))
    assert limits.forget_expired(now=NOW + timedelta(minutes=10)) == 1
    assert Limit.objects.count() == 1


def test_a_use_may_be_given_back() -> None:
    knock(3)
    limits.give_back(THRICE, "door")
    knock(1)
    with pytest.raises(limits.TooOften):
        knock(1)
