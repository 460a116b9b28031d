"""Paying by slip: the same slip for one amount, bars that say it, and money that comes by the collecting firm's file."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from pytest_django import Settings

from naniwa.kernel.documents import pdf
from naniwa.kernel.fees.errors import NoSlips, NothingOwed
from naniwa.kernel.fees.models import SLIP, Charge, Difference, Payment, Statement, Way
from naniwa.kernel.fees.operations import asking, counter, hear, release, slips, uploading
from naniwa.kernel.fees.receipts import slip_data
from naniwa.kernel.fees.rules import ChargeState
from naniwa.kernel.fees.statements import heads
from naniwa.kernel.fees.tests import factories as make
from naniwa.kernel.people.access import Staff
from naniwa.library.periods import day_of

NOW = make.NOW
TODAY = day_of(NOW)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("system")]


@pytest.fixture(autouse=True)
def _allowed(settings: Settings) -> None:
    settings.SLIP_ISSUERS = {"271004": "912345"}


def clerk() -> Staff:
    return Staff(make.person("収納 太郎"), make.office(), frozenset({"cashier"}))


def slip_of(charge: Charge) -> Payment:
    return slips.issue(charge=charge, now=NOW)


def told(*rows: tuple[str, str, int], by: Staff | None = None) -> Statement:
    """A file of the collecting firm: transaction, number of the slip, yen."""
    lines = [f"{transaction},{order},収納,{yen},60,{TODAY}," for transaction, order, yen in rows]
    content = "\n".join([",".join(heads()), *lines]).encode()
    return uploading.receive(
        file=BytesIO(content), name="slips.csv", provider=SLIP, day=TODAY, by=by or clerk(), now=NOW
    )


def test_a_slip_is_made_once_for_one_amount() -> None:
    charge = make.charge()
    assert slip_of(charge) == slip_of(charge)
    with pytest.raises(NoSlips):
        slip_of(make.charge(300_001))
    with pytest.raises(NoSlips):
        slip_of(make.charge(organisation=make.office("271403")))


def test_what_the_bars_say_is_what_is_owed() -> None:
    slip = slip_of(make.charge(10_300))
    digits = slips.barcode(slip)
    assert digits[:8] == "91912345"
    assert digits[8:29] == f"{slip.provider_reference:0>21}"
    assert digits[30:36] == f"{TODAY + timedelta(days=30):%y%m%d}"
    assert digits[37:43] == "010300"


def test_the_last_day_is_that_of_the_charge_as_long_as_it_lies_ahead() -> None:
    slip = slip_of(make.charge())
    for due, expected in ((TODAY, TODAY), (date(2026, 11, 1), TODAY + timedelta(days=30))):
        slip.charge.due_on = due
        assert slips.last_day(slip) == expected


def test_a_slip_is_a_page_to_print_in_both_languages() -> None:
    data = slip_data(slip_of(make.charge()))
    for language in ("ja", "en"):
        assert pdf.render("fees/slip", data, language=language, now=NOW).startswith(b"%PDF")


def test_money_that_came_by_a_slip_is_entered_once() -> None:
    charge = make.charge()
    number = slip_of(charge).provider_reference
    for transaction in ("T1", "T1"):
        told((transaction, number, 300))
    paid = make.fresh(charge)
    assert (paid.state, paid.paid_yen, paid.entries.last().way) == (ChargeState.PAID, 300, Way.SLIP)  # type: ignore[union-attr] # it was paid
    assert not Difference.objects.exists()
    with pytest.raises(NothingOwed):
        slip_of(charge)


def test_a_slip_that_was_paid_twice_or_that_nobody_knows_is_left_to_a_person() -> None:
    charge = make.charge()
    number = slip_of(charge).provider_reference
    told(("T1", number, 300), ("T2", number, 300), ("T3", "0000000000000001", 500))
    assert make.fresh(charge).paid_yen == 300
    assert list(Difference.objects.order_by("pk").values_list("outcome", "line__transaction")) == [
        ("missing_here", "T2"),
        ("missing_here", "T3"),
    ]


def test_another_office_cannot_enter_money_by_a_file() -> None:
    charge = make.charge()
    stranger = Staff(make.person("堺 太郎"), make.office("271403"), frozenset({"cashier"}))
    told(("T1", slip_of(charge).provider_reference, 300), by=stranger)
    assert make.fresh(charge).paid_yen == 0
    assert Difference.objects.get().organisation == stranger.organisation


def test_what_came_by_slip_and_online_goes_back_online() -> None:
    charge = make.charge()
    number, online = slip_of(charge).provider_reference, make.payment(charge)
    told(("T1", number, 300))
    hear(make.notice("captured", online.public_id), provider="card", now=NOW)
    assert [one.payment_id for one in online.refunds.all()] == [online.pk]


def test_what_came_by_slip_alone_goes_back_at_a_counter() -> None:
    charge, by = make.charge(), clerk()
    told(("T1", slip_of(charge).provider_reference, 300))
    release(references=[charge.reference], reason="if_withdrawn", by=by, now=NOW)
    number = Payment.objects.get(charge=charge).public_id
    given = counter.give_back(charge=charge, way=Way.CASH, counter="1番窓口", number=number, by=by, now=NOW)
    assert (given.amount_yen, make.fresh(charge).state) == (300, ChargeState.REFUNDED)


def test_no_provider_is_asked_about_a_slip() -> None:
    slip_of(make.charge())
    assert asking.ask_all(now=NOW + timedelta(days=3)) == 0
    assert Payment.objects.get().state == "started"
