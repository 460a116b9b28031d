"""After a decision: appeals are recorded and answered, decisions withdrawn, and money claimed back to the last yen."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from naniwa.kernel.audit.models import Record
from naniwa.kernel.notifications.models import Message
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.organisations.models import Organisation
from naniwa.kernel.payments import operations as payments
from naniwa.kernel.payments.errors import NoAmountBack, NotADayYet
from naniwa.kernel.payments.models import Claim, ClaimState, Reclaim
from naniwa.kernel.payments.queries.balance import balance, total
from naniwa.kernel.people.access import Staff
from naniwa.kernel.people.models import Person
from naniwa.services.procedures.models import AppealOutcome, Application, Recall, State
from naniwa.services.procedures.operations import appeals, payouts, recalls, retention
from naniwa.services.procedures.queries.live import Live
from naniwa.services.procedures.rules import (
    AlreadyDecided,
    MoneyIsMoving,
    NoReason,
    NotDecided,
    SameApprover,
)
from naniwa.services.procedures.tests import factories
from naniwa.services.procedures.tests.factories import NOW
from naniwa.services.procedures.tests.test_retention import paid, run_night

DAY = timedelta(days=1)
LATER = NOW + 60 * DAY
DUE = date(2020, 9, 30)


@pytest.fixture
def other(version: Live) -> Person:
    return factories.staff("other@pref.example.jp", "approver")


def acting(person: Person) -> Staff:
    return Staff(person, Organisation.objects.get(code=factories.OFFICE), frozenset({"approver"}))


def test_money_that_was_paid_is_claimed_back_and_the_balance_still_closes(
    version: Live, reviewer: Person, approver: Person, other: Person
) -> None:
    case = paid(version, reviewer, approver, by=factories.resident())
    with as_system():
        recalls.recall(application=case, reason="営業していたことがわかった", due_on=DUE, by=other, now=LATER)
        reclaim = Reclaim.objects.get(claim__reference=case.reference)
        assert (reclaim.amount_yen, reclaim.due_on) == (case.amount_yen, DUE)
        first = payments.pay_back(
            reclaim=reclaim, number=1, amount_yen=300_000, paid_on=LATER.date(), by=other, now=LATER
        )
        again = payments.pay_back(
            reclaim=reclaim, number=1, amount_yen=300_000, paid_on=LATER.date(), by=other, now=LATER
        )
        assert first == again
        row = total(balance(case.procedure))
        assert (row.approved_yen, row.paid_yen, row.difference_yen) == (case.amount_yen, case.amount_yen, 0)
        assert (row.reclaimed_yen, row.repaid_yen) == (case.amount_yen, 300_000)
        assert Application.objects.get(pk=case.pk).state == State.RECALLED
        assert Record.objects.filter(action="payments.paid_back").count() == 1


def test_no_more_comes_back_than_was_paid_and_the_last_yen_settles_it(
    version: Live, reviewer: Person, approver: Person, other: Person
) -> None:
    case = paid(version, reviewer, approver)
    with as_system():
        recalls.recall(application=case, reason="誤り", due_on=DUE, by=other, now=LATER)
        reclaim = Reclaim.objects.get()
        back: dict[str, Any] = {"reclaim": reclaim, "by": other, "now": LATER + DAY}
        for amount in (0, reclaim.amount_yen + 1):
            with pytest.raises(NoAmountBack):
                payments.pay_back(number=1, amount_yen=amount, paid_on=LATER.date(), **back)
        for day in (LATER.date() - DAY, LATER.date() + 2 * DAY):
            with pytest.raises(NotADayYet):
                payments.pay_back(number=1, amount_yen=1, paid_on=day, **back)
        payments.pay_back(number=1, amount_yen=reclaim.amount_yen - 1, paid_on=LATER.date(), **back)
        assert Reclaim.objects.get().settled_at is None
        payments.pay_back(number=2, amount_yen=1, paid_on=LATER.date(), **back)
        assert Reclaim.objects.get().settled_at == LATER + DAY


def test_what_was_not_paid_yet_is_never_paid(version: Live, reviewer: Person, approver: Person, other: Person) -> None:
    case = factories.approved(version, reviewer=reviewer, approver=approver)
    with as_system():
        recalls.recall(application=case, reason="誤り", due_on=None, by=other, now=LATER)
        assert Claim.objects.get().state == ClaimState.CANCELLED
        assert not Reclaim.objects.exists()
        assert total(balance(case.procedure)).approved_yen == 0


def test_a_transfer_on_its_way_is_waited_for(version: Live, reviewer: Person, approver: Person, other: Person) -> None:
    case = factories.approved(version, reviewer=reviewer, approver=approver)
    with as_system():
        payouts.payment_started([case.reference], now=NOW)
        with pytest.raises(MoneyIsMoving):
            recalls.recall(application=case, reason="誤り", due_on=DUE, by=other, now=LATER)
        Application.objects.filter(pk=case.pk).update(state=State.APPROVED)
        Claim.objects.update(state=ClaimState.IN_RUN)
        with pytest.raises(MoneyIsMoving):
            recalls.recall(application=case, reason="誤り", due_on=DUE, by=other, now=LATER)
        assert not Recall.objects.exists()


def test_another_approver_withdraws_it_once_and_says_why(
    version: Live, reviewer: Person, approver: Person, other: Person
) -> None:
    case = factories.approved(version, reviewer=reviewer, approver=approver)
    undecided = factories.received(version)
    with as_system():
        with pytest.raises(SameApprover):
            recalls.recall(application=case, reason="誤り", due_on=None, by=approver, now=LATER)
        with pytest.raises(NoReason):
            recalls.recall(application=case, reason=" ", due_on=None, by=other, now=LATER)
        with pytest.raises(NotDecided):
            recalls.recall(application=undecided, reason="誤り", due_on=None, by=other, now=LATER)
        recalls.recall(application=case, reason="誤り", due_on=None, by=other, now=LATER)
        with pytest.raises(AlreadyDecided):
            recalls.recall(application=case, reason="誤り", due_on=None, by=other, now=LATER)
        with pytest.raises(IntegrityError), transaction.atomic():
            Recall.objects.update(recalled_by=approver)


def test_paid_money_needs_a_day_by_which_it_comes_back(
    version: Live, reviewer: Person, approver: Person, other: Person
) -> None:
    case = paid(version, reviewer, approver)
    with as_system():
        for day in (None, LATER.date()):
            with pytest.raises(recalls.NoTimeToPayBack):
                recalls.recall(application=case, reason="誤り", due_on=day, by=other, now=LATER)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_applicant_is_told_why_and_what_to_pay_back(
    version: Live, reviewer: Person, approver: Person, other: Person, language: str
) -> None:
    case = paid(version, reviewer, approver, by=factories.resident())
    with as_system():
        Application.objects.filter(pk=case.pk).update(language=language)
        recalls.recall(application=case, reason="営業していた", due_on=DUE, by=other, now=LATER)
        body = Message.objects.get(key=f"procedures.recalled.{case.reference}").body
    assert "営業していた" in body
    assert "1,000,000円" in body
    assert "2020" in body


def test_an_appeal_is_recorded_once_and_answered(
    version: Live, reviewer: Person, approver: Person, other: Person
) -> None:
    case = factories.approved(version, reviewer=reviewer, approver=approver)
    by = acting(other)
    with as_system():
        with pytest.raises(NotDecided):
            appeals.record(
                application=factories.received(version), filed_on=NOW.date(), ground="不服", by=by, now=LATER
            )
        for day in (NOW.date() - DAY, LATER.date() + DAY):
            with pytest.raises(appeals.WrongDay):
                appeals.record(application=case, filed_on=day, ground="不服", by=by, now=LATER)
        made = appeals.record(application=case, filed_on=NOW.date() + DAY, ground="額が少ない", by=by, now=LATER)
        with pytest.raises(appeals.AppealOpen):
            appeals.record(application=case, filed_on=NOW.date() + DAY, ground="額が少ない", by=by, now=LATER)
        answer: dict[str, Any] = {
            "application": case,
            "outcome": AppealOutcome.DISMISSED,
            "words": "棄却",
            "by": by,
            "now": LATER,
        }
        with pytest.raises(appeals.WrongDay):
            appeals.answer(**answer, answered_on=NOW.date())
        assert appeals.answer(**answer, answered_on=LATER.date()) == made
        assert appeals.answer(**answer, answered_on=LATER.date()) is None
        told = set(Record.objects.filter(action__startswith="procedures.appeal").values_list("action", flat=True))
    assert told == {"procedures.appeal_recorded", "procedures.appeal_answered"}


def test_an_open_appeal_keeps_a_case_and_its_answer_starts_the_time_anew(
    version: Live, reviewer: Person, approver: Person, other: Person
) -> None:
    case, by = paid(version, reviewer, approver), acting(other)
    six, seven, twelve = (NOW.replace(year=NOW.year + years) for years in (6, 7, 12))
    with as_system():
        appeals.record(application=case, filed_on=NOW.date(), ground="不服", by=by, now=LATER)
    assert run_night(six) == 0
    with as_system():
        appeals.answer(application=case, outcome=AppealOutcome.UPHELD, answered_on=six.date(), words="", by=by, now=six)
    assert run_night(seven) == 0
    assert run_night(twelve) == 1


def test_money_still_to_come_back_keeps_a_case(
    version: Live, reviewer: Person, approver: Person, other: Person
) -> None:
    case = paid(version, reviewer, approver)
    with as_system():
        recalls.recall(application=case, reason="誤り", due_on=DUE, by=other, now=LATER)
    seven, thirteen = NOW.replace(year=NOW.year + 7), NOW.replace(year=NOW.year + 13)
    assert run_night(seven) == 0
    with as_system():
        reclaim = Reclaim.objects.get()
        payments.pay_back(
            reclaim=reclaim, number=1, amount_yen=reclaim.amount_yen, paid_on=seven.date(), by=other, now=seven
        )
    assert run_night(seven) == 0
    assert run_night(thirteen) == 1
    assert retention.go_on(now=thirteen) == 0
