"""Every rule that can stand in the way is explained in both languages."""

import pytest
from django.utils import translation

from naniwa.kernel.payments import errors, rules, wording
from naniwa.kernel.payments.failure_list import FailedTransfer, UnreadableList

BROKEN = [
    rules.NotABankingDay(),
    rules.TransferDayPassed(),
    rules.SamePerson(),
    errors.UnmatchedFailures([FailedTransfer("x", line=3), FailedTransfer("x", reference="KX-1")]),
    *(kind("x") for kind in errors.PaymentError.__subclasses__() if kind is not errors.UnmatchedFailures),
]


@pytest.mark.parametrize("error", BROKEN, ids=lambda error: type(error).__name__)
def test_a_broken_rule_is_explained_in_japanese_and_english(error: Exception) -> None:
    with translation.override("ja"):
        japanese = wording.explain(error)
    with translation.override("en"):
        english = wording.explain(error)
    assert japanese.endswith("。") or "KX-1" in japanese
    assert english.replace("、", "").isascii()
    assert len(english) > 20


def test_rows_that_fit_nothing_are_named() -> None:
    with translation.override("ja"):
        assert wording.explain(BROKEN[3]).endswith("3行目、KX-1")


def test_an_unreadable_list_explains_itself() -> None:
    assert wording.explain(UnreadableList("2行目：理由がありません。")) == "2行目：理由がありません。"
