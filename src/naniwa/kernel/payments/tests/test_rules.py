"""Which claims a bank file can carry, as a table."""

from datetime import date
from typing import Any

import pytest

from naniwa.kernel.payments import rules
from naniwa.kernel.payments.rules import Candidate, Code
from naniwa.library.banks import directory


def _candidate(number: int = 1, **changes: Any) -> Candidate:
    values: dict[str, Any] = {
        "claim_id": number,
        "bank_code": "0001",
        "branch_code": "460",
        "account_type": "1",
        "account_number": f"{number:07}",
        "payee_kana": "カ）ナニワ",
        "amount_yen": 500_000,
    }
    return Candidate(**(values | changes))


@pytest.mark.parametrize(
    ("asked_for", "code", "shown"),
    [
        ({"bank_code": "0002"}, Code.CLOSED_BANK, "0002"),
        ({"branch_code": "000"}, Code.WRONG_BRANCH, "0001-000"),
        ({"account_number": "12345678"}, Code.WRONG_ACCOUNT, "12345678"),
        ({"account_number": ""}, Code.WRONG_ACCOUNT, ""),
        ({"account_number": "１２３"}, Code.WRONG_ACCOUNT, "１２３"),
        ({"account_type": "3"}, Code.WRONG_ACCOUNT, "0000001"),
        ({"amount_yen": 10_000_000_000}, Code.AMOUNT_OUT_OF_RANGE, "10000000000"),
        ({"payee_kana": "ナニワ＆サンズ"}, Code.UNWRITABLE_NAME, "ﾅﾆﾜｻﾝｽﾞ ← &"),
        ({"payee_kana": "髙橋"}, Code.UNWRITABLE_NAME, " ← 髙 橋"),
    ],
)
def test_a_claim_the_file_cannot_carry_stays_out_with_the_reason(
    asked_for: dict[str, Any], code: Code, shown: str
) -> None:
    examined = rules.examine([_candidate(**asked_for)], directory())
    assert examined.payable == []
    assert [(item.code, item.shown) for item in examined.objections] == [(code, shown)]


def test_every_reason_is_named_at_once() -> None:
    examined = rules.examine([_candidate(bank_code="0002", payee_kana="髙")], directory())
    assert {item.code for item in examined.objections} == {Code.CLOSED_BANK, Code.UNWRITABLE_NAME}


def test_a_sound_claim_goes_in_as_the_file_will_carry_it() -> None:
    (item,) = rules.examine([_candidate(payee_kana="なにわ・ショップ")], directory()).payable
    assert (item.bank_kana, item.branch_kana, item.payee_text) == ("ミズホ", "ウメダ", "ﾅﾆﾜ.ｼﾖﾂﾌﾟ")


def test_of_claims_to_one_account_only_the_first_is_paid() -> None:
    same = [_candidate(1, account_number="123"), _candidate(2, account_number="0000123"), _candidate(3)]
    examined = rules.examine(same, directory())
    assert [item.candidate.claim_id for item in examined.payable] == [1, 3]
    assert [(item.claim_id, item.code) for item in examined.objections] == [(2, rules.Code.DUPLICATE_ACCOUNT)]


@pytest.mark.parametrize(
    ("claims", "paid", "held_back"),
    [
        ([{"earlier": "KX-1"}], [], [(1, Code.PAID_BEFORE)]),
        ([{"earlier": "KX-1", "waived": True}], [1], []),
        ([{"earlier": "KX-1"}, {}], [2], [(1, Code.PAID_BEFORE)]),
        ([{}, {"waived": True}], [2], [(1, Code.DUPLICATE_ACCOUNT)]),
        ([{"waived": True}, {"waived": True}], [1, 2], []),
        ([{"waived": True, "bank_code": "0002"}], [], [(1, Code.CLOSED_BANK)]),
    ],
)
def test_an_account_is_paid_once_more_only_where_a_person_has_looked(
    claims: list[dict[str, Any]], paid: list[int], held_back: list[tuple[int, Code]]
) -> None:
    candidates = [_candidate(number, account_number="123", **one) for number, one in enumerate(claims, 1)]
    examined = rules.examine(candidates, directory())
    assert [item.candidate.claim_id for item in examined.payable] == paid
    assert [(item.claim_id, item.code) for item in examined.objections] == held_back


@pytest.mark.parametrize(
    ("code", "by", "reason", "error"),
    [
        (Code.CLOSED_BANK, 2, "2店目", rules.NotWaivable),
        (Code.PAID_BEFORE, 1, "2店目", rules.SamePerson),
        (Code.PAID_BEFORE, 2, " \u3000", rules.NoReason),
    ],
)
def test_an_objection_is_waived_by_a_second_person_with_a_reason(
    code: Code, by: int, reason: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        rules.check_may_waive(code, created_by=1, waived_by=by, reason=reason)
    rules.check_may_waive(Code.PAID_BEFORE, created_by=1, waived_by=2, reason="2店目")


@pytest.mark.parametrize(
    ("day", "error"),
    [
        (date(2020, 5, 6), rules.NotABankingDay),
        (date(2020, 5, 9), rules.NotABankingDay),
        (date(2020, 12, 31), rules.NotABankingDay),
        (date(2020, 4, 30), rules.TransferDayPassed),
        (date(2020, 5, 1), rules.TransferDayPassed),
    ],
)
def test_a_run_is_not_made_for_a_day_without_banks_or_one_that_is_past(day: date, error: type[Exception]) -> None:
    with pytest.raises(error):
        rules.check_transfer_day(day, today=date(2020, 5, 1))


def test_the_next_banking_day_will_do() -> None:
    rules.check_transfer_day(date(2020, 5, 7), today=date(2020, 5, 1))
