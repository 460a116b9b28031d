"""Fees at a counter: taken once, given back as far as they were paid there, and a till that closes."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from naniwa.kernel.fees.errors import AlreadyClosed, NoReason, NothingOwed, TooMuch
from naniwa.kernel.fees.models import CashUp, Entry, Way
from naniwa.kernel.fees.operations import counter, hear, release
from naniwa.kernel.fees.operations.cashing_up import cash_up
from naniwa.kernel.fees.queries import desk
from naniwa.kernel.fees.rules import ChargeState
from naniwa.kernel.fees.tests import factories as make
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.people.access import Staff
from naniwa.library.periods import day_of

NOW = make.NOW
DAY = day_of(NOW)
FIRST = "1番窓口"
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("system")]


def clerk() -> Staff:
    return Staff(make.person("収納 太郎"), make.office(), frozenset({"cashier"}))


def test_a_fee_is_taken_once_however_often_the_button_is_pressed() -> None:
    charge, by, number = make.charge(), clerk(), uuid4()
    for _ in range(2):
        counter.receive(charge=charge, way=Way.CASH, counter=FIRST, number=number, by=by, now=NOW)
    assert make.fresh(charge).state == ChargeState.PAID
    with pytest.raises(NothingOwed):
        counter.receive(charge=charge, way=Way.CASH, counter=FIRST, number=uuid4(), by=by, now=NOW)


def test_who_paid_at_the_counter_and_online_is_given_back_what_came_online() -> None:
    charge, by = make.charge(), clerk()
    online = make.payment(charge)
    counter.receive(charge=charge, way=Way.COUNTER_CARD, counter=FIRST, number=uuid4(), by=by, now=NOW)
    hear(make.notice("captured", online.public_id), provider="card", now=NOW)
    assert [one.amount_yen for one in online.refunds.all()] == [300]


def test_money_of_a_counter_goes_back_at_the_counter() -> None:
    charge, by = make.charge(), clerk()
    with pytest.raises(TooMuch):
        counter.give_back(charge=charge, way=Way.CASH, counter=FIRST, number=uuid4(), by=by, now=NOW)
    counter.receive(charge=charge, way=Way.CASH, counter=FIRST, number=uuid4(), by=by, now=NOW)
    release(references=[charge.reference], reason="if_withdrawn", by=by, now=NOW)
    assert make.fresh(charge).state == ChargeState.OVERPAID
    number = uuid4()
    for _ in range(2):
        counter.give_back(charge=charge, way=Way.CASH, counter=FIRST, number=number, by=by, now=NOW)
    assert make.fresh(charge).state == ChargeState.REFUNDED
    assert desk.cash(by.organisation, FIRST, DAY) == 0


def test_a_till_is_closed_once_and_takes_nothing_more_that_day() -> None:
    by = clerk()
    for way in (Way.CASH, Way.CASH, Way.COUNTER_QR):
        counter.receive(charge=make.charge(), way=way, counter=FIRST, number=uuid4(), by=by, now=NOW)
    [till] = desk.tills(by.organisation, DAY)
    assert (till.cash_yen, till.total_yen) == (600, 900)
    with pytest.raises(NoReason):
        cash_up(counter=FIRST, day=DAY, counted_yen=599, reason=" ", by=by, now=NOW)
    for counted in (599, 600):
        closed = cash_up(counter=FIRST, day=DAY, counted_yen=counted, reason="釣り銭の間違い", by=by, now=NOW)
    assert (closed.difference_yen, CashUp.objects.count()) == (-1, 1)
    with pytest.raises(AlreadyClosed):
        counter.receive(charge=make.charge(), way=Way.CASH, counter=FIRST, number=uuid4(), by=by, now=NOW)
    counter.receive(charge=make.charge(), way=Way.CASH, counter="2番窓口", number=uuid4(), by=by, now=NOW)


def test_the_database_wants_a_reason_for_a_difference_and_a_name_for_what_a_counter_took() -> None:
    by = clerk()
    with pytest.raises(IntegrityError), transaction.atomic():
        CashUp.objects.create(
            organisation=by.organisation, counter=FIRST, day=DAY, expected_yen=1, counted_yen=0, closed_at=NOW,
            closed_by=by.person,
        )  # fmt: skip
    with pytest.raises(IntegrityError), transaction.atomic(), as_system():
        Entry.objects.create(
            charge=make.charge(), number=2, kind="pay", amount_yen=1, way="cash", counter=FIRST, at=NOW
        )
