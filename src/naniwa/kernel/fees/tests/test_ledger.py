"""Whatever comes, twice, late, in any order or never, the ledger is right to the yen."""

from itertools import permutations

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from pytest_django import DjangoAssertNumQueries

from naniwa.kernel.audit.models import Record
from naniwa.kernel.fees.models import Charge, Entry, Refund
from naniwa.kernel.fees.operations import hear, open_charges, release
from naniwa.kernel.fees.providers import Notice
from naniwa.kernel.fees.rules import ChargeState
from naniwa.kernel.fees.tests import factories as make
from naniwa.kernel.organisations.isolation import as_system

NOW = make.NOW
pytestmark = pytest.mark.django_db


def kinds(charge: Charge) -> list[tuple[str, int]]:
    with as_system():
        return sorted(Entry.objects.filter(charge=charge).values_list("kind", "amount_yen"))


def tell(*notices: Notice) -> None:
    for one in notices:
        hear(one, provider="card", now=NOW)


def test_a_thousand_are_charged_by_as_many_statements_as_one(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    office = make.office()
    news = [make.new(f"BM-{number}", office) for number in range(50)]
    with CaptureQueriesContext(connection) as one:
        open_charges(news[:1], by=None, now=NOW)
    with django_assert_num_queries(len(one)):
        made = open_charges([*news, news[-1]], by=None, now=NOW)
    assert [charge.reference for charge in made] == [new.reference for new in [*news, news[-1]]]
    with as_system():
        assert Entry.objects.filter(charge__in=made, kind="charge").count() == len(news)
        noted = Record.objects.filter(action="fees.charged", target__startswith="BM-")
        assert (noted.count(), noted.values("target").distinct().count()) == (len(news), len(news))


def test_a_payment_in_three_calls_is_entered_once() -> None:
    charge = make.charge()
    paid = make.payment(charge)
    tell(make.notice("authorised", paid.public_id), make.notice("captured", paid.public_id))
    assert kinds(charge) == [("charge", 300), ("pay", 300)]
    assert make.fresh(charge).state == ChargeState.PAID


def test_the_same_call_twice_is_taken_once() -> None:
    charge = make.charge()
    call = make.notice("captured", make.payment(charge).public_id)
    assert [hear(call, provider="card", now=NOW) for _ in range(3)] == [True, False, False]
    assert kinds(charge) == [("charge", 300), ("pay", 300)]


def test_two_calls_about_one_capture_enter_it_once() -> None:
    charge = make.charge()
    order = make.payment(charge).public_id
    tell(make.notice("captured", order), make.notice("captured", order))
    assert kinds(charge) == [("charge", 300), ("pay", 300)]


def test_every_order_of_calls_ends_in_the_same_ledger() -> None:
    for order in permutations(range(4)):
        charge = make.charge()
        number = make.payment(charge).public_id
        calls = [
            make.notice("authorised", number),
            make.notice("captured", number),
            make.notice("refunded", number, 100, refund="a"),
            make.notice("refunded", number, 50, refund="b"),
        ]
        tell(*(calls[at] for at in order))
        assert kinds(charge) == [("charge", 300), ("pay", 300), ("refund", 50), ("refund", 100)], order
        assert make.fresh(charge).sums.kept == 150


def test_a_call_about_an_unknown_order_is_kept_and_changes_nothing() -> None:
    charge = make.charge()
    stranger = make.payment(charge, provider="qr")
    assert hear(make.notice("captured", stranger.public_id), provider="card", now=NOW)
    assert kinds(charge) == [("charge", 300)]


def test_who_pays_twice_is_given_back_one_of_them() -> None:
    charge = make.charge()
    first, second = make.payment(charge), make.payment(charge)
    tell(make.notice("captured", first.public_id), make.notice("captured", second.public_id))
    assert make.fresh(charge).state == ChargeState.OVERPAID
    with as_system():
        asked = Refund.objects.get()
    assert (asked.amount_yen, asked.payment_id) == (300, second.pk)
    tell(make.notice("refunded", second.public_id, refund=asked.number))
    assert kinds(charge) == [("charge", 300), ("pay", 300), ("pay", 300), ("refund", 300)]
    assert make.fresh(charge).state == ChargeState.PAID


def test_money_that_comes_after_a_withdrawal_goes_back() -> None:
    charge = make.charge()
    paid = make.payment(charge)
    release(references=[charge.reference], reason="取下げ", by=None, now=NOW)
    assert make.fresh(charge).state == ChargeState.CANCELLED
    tell(make.notice("captured", paid.public_id))
    with as_system():
        assert Refund.objects.get().amount_yen == 300
    assert kinds(charge) == [("charge", 300), ("pay", 300), ("reduce", 300)]


def test_a_fee_that_is_kept_stays_though_nothing_more_is_owed() -> None:
    paid_for, open_one = make.charge(), make.charge()
    tell(make.notice("captured", make.payment(paid_for).public_id))
    for one in (paid_for, open_one):
        release(references=[one.reference], keep=frozenset({"copies"}), reason="不交付", by=None, now=NOW)
    assert make.fresh(paid_for).state == ChargeState.PAID
    assert make.fresh(open_one).state == ChargeState.CANCELLED


def test_a_refund_of_more_than_came_in_is_not_entered() -> None:
    charge = make.charge()
    number = make.payment(charge).public_id
    tell(make.notice("captured", number), make.notice("refunded", number, 301, refund="a"))
    assert kinds(charge) == [("charge", 300), ("pay", 300)]


def _insert(charge: Charge, values: str) -> str:
    return (
        "INSERT INTO fees_entry (public_id, charge_id, number, kind, amount_yen, way, counter, at, reason)"  # noqa: S608 - of this test
        f" VALUES (gen_random_uuid(), {charge.pk}, 2, {values}, '', now(), '')"
    )


def test_the_database_refuses_what_would_falsify_the_ledger() -> None:
    charge = make.charge()
    statements = [
        "UPDATE fees_entry SET amount_yen = 1",
        "DELETE FROM fees_entry",
        "UPDATE fees_charge SET paid_yen = 300",
        "UPDATE fees_charge SET amount_yen = 1",
        _insert(charge, "'refund', 1, 'card'"),
        _insert(charge, "'reduce', 301, ''"),
        _insert(charge, "'pay', 300, 'cash'"),
    ]
    for statement in statements:
        with pytest.raises(IntegrityError), transaction.atomic(), as_system(), connection.cursor() as cursor:
            cursor.execute(statement)


class TestAnything(TestCase):
    """Any calls, doubled and shuffled, of two payments of one charge."""

    @settings(max_examples=40, deadline=None)
    @given(st.data())
    def test_the_ledger_is_what_the_provider_did(self, data: st.DataObject) -> None:
        charge = make.charge()
        happened = []
        for _ in range(2):
            number = make.payment(charge).public_id
            happened += [make.notice("authorised", number)]
            if data.draw(st.booleans()):
                happened += [make.notice("captured", number)]
                if data.draw(st.booleans()):
                    happened += [make.notice("refunded", number, data.draw(st.integers(1, 300)), refund="r")]
        calls = data.draw(st.permutations(happened + data.draw(st.lists(st.sampled_from(happened), max_size=8))))
        tell(*calls)
        expected = [(one.kind, one.amount_yen) for one in happened if one.kind != "authorised"]
        written = {"captured": "pay", "refunded": "refund"}
        assert kinds(charge) == sorted([("charge", 300), *((written[kind], yen) for kind, yen in expected)])
