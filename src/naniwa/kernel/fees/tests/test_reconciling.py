"""The provider's daily file beside the ledger, with all that may be wrong with such a file."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import quote

import pytest
from pytest_django import Settings

from naniwa.kernel.fees.errors import NoReason
from naniwa.kernel.fees.local_provider.book import TOKYO
from naniwa.kernel.fees.local_provider.server import Provider, local_provider
from naniwa.kernel.fees.models import Charge, Difference, Payment, Statement, StatementLine
from naniwa.kernel.fees.operations import learn
from naniwa.kernel.fees.operations.fetching import Fetched, fetch_all
from naniwa.kernel.fees.operations.reconciling import close
from naniwa.kernel.fees.providers import Order, provider
from naniwa.kernel.fees.tests import factories as make
from naniwa.kernel.people.access import Staff
from naniwa.library import webhook_signatures

SECRET = webhook_signatures.new_secret()
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("system")]


@dataclass
class Shop:
    """A provider on this machine that tells nothing by itself."""

    server: Provider

    def paid(self, *, told: bool = True) -> Payment:
        """A fee that was paid on its page; `told` if we heard of it."""
        charge = make.charge()
        payment = make.payment(charge)
        order = Order(
            number=payment.public_id, amount_yen=300, capture=True, title="x", return_url="http://x/",
            notify_url="http://x/",
        )  # fmt: skip
        card = provider("card")
        assert card is not None
        card.open(order)
        self.server.book.pay(self.server.book.find(str(payment.public_id)), now=now())
        if told:
            status = card.look_up(payment.public_id)
            assert status is not None
            learn(payment.public_id, status, now=now())
        return payment

    def reconcile(self, *faults: str) -> Fetched:
        self.server.faults = frozenset(faults)  # type: ignore[arg-type] # names of faults
        return fetch_all(now().astimezone(TOKYO).date(), now=now())[0]


@pytest.fixture
def shop(settings: Settings) -> Iterator[Shop]:
    with local_provider(key="merchant", secret=SECRET) as server:
        server.caller.stop()
        place = server.base.removeprefix("http://")
        settings.PAYMENT_PROVIDERS = {"card": f"card+http://merchant:{quote(SECRET, safe='')}@{place}"}
        yield Shop(server)


def now() -> datetime:
    """The provider has a clock of its own, so that the day is today's."""
    return datetime.now(UTC)


def found() -> list[tuple[str, int, int, bool]]:
    """What differs: how, by their and by our yen, and whether it is closed."""
    rows = Difference.objects.order_by("outcome", "pk")
    return [(one.outcome, one.theirs_yen, one.ours_yen, one.closed_at is not None) for one in rows]


def test_what_both_say_is_paired_to_the_yen(shop: Shop) -> None:
    paid = [shop.paid() for _ in range(2)]
    assert shop.reconcile().lines == 2
    assert found() == []
    lines = StatementLine.objects.filter(organisation=paid[0].charge.organisation)
    assert {line.entry.payment_id for line in lines if line.entry} == {one.pk for one in paid}


def test_whatever_is_wrong_with_the_file_is_named(shop: Shop) -> None:
    for _ in range(3):
        shop.paid()
    fetched = shop.reconcile("missing", "stranger", "amount", "broken", "double")
    assert found() == [
        ("missing_here", 500, 0, False),
        ("missing_there", 0, 300, False),
        ("other_amount", 301, 300, False),
    ]
    assert fetched.wrong == 2
    assert fetched.differences == 3


def test_the_same_file_again_changes_nothing(shop: Shop) -> None:
    shop.paid()
    for _ in range(2):
        shop.reconcile("stranger")
    offices = Statement.objects.values_list("organisation", flat=True)
    assert len(offices) == len(set(offices)) == 2
    assert (StatementLine.objects.count(), len(found())) == (2, 1)


def test_a_payment_of_which_no_call_came_is_asked_for_and_entered(shop: Shop) -> None:
    payment = shop.paid(told=False)
    assert shop.reconcile().differences == 0
    assert found() == [("missing_here", 300, 0, True)]
    assert Charge.objects.get(pk=payment.charge_id).paid_yen == 300


def test_what_comes_in_a_corrected_file_closes_the_difference(shop: Shop) -> None:
    shop.paid()
    assert shop.reconcile("missing").differences == 1
    assert shop.reconcile().differences == 0
    assert found() == [("missing_there", 0, 300, True)]


def test_a_difference_is_closed_with_a_reason_and_once(shop: Shop) -> None:
    shop.paid()
    shop.reconcile("missing")
    by = Staff(make.person("収納 太郎"), make.office(), frozenset({"cashier"}))
    one = Difference.objects.get()
    with pytest.raises(NoReason):
        close(difference=one, reason=" ", by=by, now=now())
    for reason in ("決済会社が翌日の明細で訂正", "別の理由"):
        close(difference=one, reason=reason, by=by, now=now())
    assert Difference.objects.get().reason == "決済会社が翌日の明細で訂正"


def test_a_provider_without_an_answer_does_not_stop_the_others(shop: Shop, settings: Settings) -> None:
    shop.paid()
    gone = {"gone": "failing:"}
    settings.PAYMENT_PROVIDERS = {**gone, **settings.PAYMENT_PROVIDERS}
    told = fetch_all(now().astimezone(TOKYO).date(), now=now())
    assert [(one.provider, one.failed, one.lines) for one in told] == [
        ("gone", "ProviderUnavailable", 0),
        ("card", "", 1),
    ]
