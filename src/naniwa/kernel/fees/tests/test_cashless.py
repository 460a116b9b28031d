"""The cashless share: what counts as it, and that no few people can be read out of it."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.test import Client

from naniwa.kernel.fees.models import Way
from naniwa.kernel.fees.operations import counter, open_charges
from naniwa.kernel.fees.queries import cashless
from naniwa.kernel.fees.shares import Counted, publishable
from naniwa.kernel.fees.tests import factories as make
from naniwa.kernel.fees.views.cashless import _kept
from naniwa.kernel.people.access import Staff

A, B = ("市", "City", "1番窓口"), ("市", "City", "2番窓口")


@pytest.mark.parametrize(
    ("cashless_count", "cash", "shown"),
    [
        (0, 0, (None, None, None)),
        (4, 4, (None, None, None)),
        (5, 0, (5, 5, 100)),
        (9, 4, (5, 5, 100)),
        (10, 10, (10, 20, 50)),
        (3, 17, (0, 15, 0)),
    ],
)
def test_counts_stand_in_fives_and_shares_are_of_these(
    cashless_count: int, cash: int, shown: tuple[int | None, int | None, int | None]
) -> None:
    [[one]], _total = publishable([Counted(A, cashless_count, cash)])
    assert (one.cashless, one.payments, one.per_cent) == shown


def test_no_table_tells_more_than_all_together() -> None:
    counters = [Counted(A, 9, 9), Counted(B, 4, 12)]
    (by_counter, by_kind), total = publishable(counters, [Counted(("市", "City", "fee"), 13, 21)])
    assert total.payments == sum(one.payments or 0 for one in by_counter)
    assert all((one.payments or 0) % 5 == 0 for one in [*by_counter, *by_kind])


@pytest.mark.django_db
@pytest.mark.usefixtures("system")
def test_everybody_sees_the_share_and_nobody_a_single_payment(client: Client) -> None:
    by = Staff(make.person("収納 太郎"), make.office(), frozenset({"cashier"}))
    now = datetime.now(UTC)  # the page is of this year
    for number in range(11):
        way = Way.COUNTER_QR if number < 6 else Way.CASH
        counter.receive(charge=make.charge(), way=way, counter="1番窓口", number=uuid4(), by=by, now=now)
    [found] = cashless.counts(since=now).by_counter
    assert (found.cashless, found.cash) == (6, 5)
    _kept.forget()
    said = client.get("/fees/cashless.json").json()
    assert said["by_counter"] == [
        {"office": "大阪市", "counter": "1番窓口", "cashless": 5, "payments": 10, "per_cent": 50}
    ]
    assert "50%" in client.get("/fees/cashless/").content.decode()
    _kept.forget()


@pytest.mark.django_db
@pytest.mark.usefixtures("system")
def test_each_tax_is_counted_for_itself_and_all_fees_together() -> None:
    by = Staff(make.person("収納 太郎"), make.office(), frozenset({"cashier"}))
    now = datetime.now(UTC)
    for number, (kind, subject) in enumerate([("tax", "property-tax"), ("tax", "residents-tax"), ("fee", "dogs")] * 2):
        wanted = replace(make.new(f"TX-{number}", by.organisation), kind=kind, subject=subject)
        [charge] = open_charges([wanted], by=None, now=now)
        counter.receive(charge=charge, way=Way.CASH, counter="1番窓口", number=uuid4(), by=by, now=now)
    found = cashless.counts(since=now).by_kind
    assert [(one.group[2], one.cash) for one in found] == [("fee", 2), ("property-tax", 2), ("residents-tax", 2)]
