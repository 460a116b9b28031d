"""What every provider keeps to: one contract, run over all of them."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import quote, urlencode
from urllib.request import Request, urlopen
from uuid import UUID, uuid4

import pytest

from naniwa.kernel.fees.local_provider.book import TOKYO
from naniwa.kernel.fees.local_provider.server import local_provider
from naniwa.kernel.fees.providers import (
    Console,
    Declined,
    Failing,
    Forged,
    HostedPage,
    Order,
    PaymentProvider,
    ProviderUnavailable,
    Status,
    Unreadable,
    provider_at,
)
from naniwa.kernel.fees.statements import read
from naniwa.library import webhook_signatures

SECRET = webhook_signatures.new_secret()
NOW = 1_800_000_000


@dataclass
class Used:
    """A provider, and a person who pays on its page."""

    provider: PaymentProvider
    pay: Callable[[HostedPage], None]


def _paid_by_browser(page: HostedPage) -> None:
    """Pressing the button; where the browser is led then is nobody's site."""
    body = urlencode({"act": "pay"}).encode()
    with suppress(OSError):
        urlopen(Request(page.url, data=body, method="POST")).close()  # noqa: S310 - of this machine


@contextmanager
def hosted(method: str) -> Iterator[Used]:
    with local_provider(key="merchant", secret=SECRET) as server:
        server.caller.stop()
        place = server.base.removeprefix("http://")
        url = f"{method}+http://merchant:{quote(SECRET, safe='')}@{place}"
        yield Used(provider_at(url), _paid_by_browser)


@contextmanager
def console() -> Iterator[Used]:
    yield Used(Console(secret=SECRET), lambda _page: None)


WORKING = {"card": lambda: hosted("card"), "qr": lambda: hosted("qr"), "console": console}


@pytest.fixture(params=WORKING)
def used(request: pytest.FixtureRequest) -> Iterator[Used]:
    with WORKING[request.param]() as made:
        yield made


def order(*, capture: bool = True, amount: int = 300) -> Order:
    return Order(
        number=uuid4(),
        amount_yen=amount,
        capture=capture,
        title="写しの手数料",
        return_url="http://127.0.0.1:9/back/",
        notify_url="http://127.0.0.1:9/told/",
    )


def known(used: Used, number: UUID) -> Status:
    found = used.provider.look_up(number)
    assert found is not None
    return found


def test_an_order_is_opened_once(used: Used) -> None:
    one = order()
    assert used.provider.open(one) == used.provider.open(one)
    assert used.provider.look_up(uuid4()) is None


def test_what_is_paid_is_captured(used: Used) -> None:
    one = order()
    used.pay(used.provider.open(one))
    assert known(used, one.number) == Status(authorised=True, captured_yen=300)


def test_what_is_set_aside_is_captured_once_it_is_asked_for(used: Used) -> None:
    one = order(capture=False)
    used.pay(used.provider.open(one))
    assert known(used, one.number) == Status(authorised=True)
    for _ in range(2):
        used.provider.capture(one.number, amount_yen=300)
    assert known(used, one.number) == Status(authorised=True, captured_yen=300)
    with pytest.raises(Declined):
        used.provider.void(one.number)


def test_what_is_set_aside_is_let_go_and_then_never_taken(used: Used) -> None:
    one = order(capture=False)
    used.pay(used.provider.open(one))
    for _ in range(2):
        used.provider.void(one.number)
    assert known(used, one.number).voided
    with pytest.raises(Declined):
        used.provider.capture(one.number, amount_yen=300)


def test_money_goes_back_once_for_each_number_and_never_more_than_came(used: Used) -> None:
    one = order()
    used.pay(used.provider.open(one))
    for _ in range(2):
        used.provider.refund(one.number, refund="a", amount_yen=200)
    assert known(used, one.number).refunds == {"a": 200}
    with pytest.raises(Declined):
        used.provider.refund(one.number, refund="b", amount_yen=101)


def test_a_call_is_read_only_if_it_is_signed(used: Used) -> None:
    number = uuid4()
    at = "2027-01-15T17:00:00+09:00"
    said = {"type": "payment.captured", "order": str(number), "amount_yen": 300, "happened_at": at}
    body = json.dumps(said).encode()
    headers = webhook_signatures.headers([SECRET], number="msg_1", timestamp=NOW, body=body)
    notice = used.provider.read_notice(headers, body, timestamp=NOW)
    assert (notice.number, notice.kind, notice.order, notice.amount_yen) == ("msg_1", "captured", number, 300)
    with pytest.raises(Forged):
        used.provider.read_notice(headers, body.replace(b"300", b"301"), timestamp=NOW)
    for strange in (b"", b"[]", b"{}", body.replace(b"captured", b"celebrated"), body.replace(b"300", b"-1")):
        signed = webhook_signatures.headers([SECRET], number="msg_1", timestamp=NOW, body=strange)
        with pytest.raises(Unreadable):
            used.provider.read_notice(signed, strange, timestamp=NOW)


@pytest.mark.parametrize("method", ["card", "qr"])
def test_the_daily_file_holds_each_movement_once(method: str) -> None:
    with hosted(method) as used:
        one = order()
        used.pay(used.provider.open(one))
        used.provider.refund(one.number, refund="a", amount_yen=100)
        found = read(used.provider.settled(datetime.now(UTC).astimezone(TOKYO).date()))
    assert [(line.order, line.kind, line.amount_yen, line.fee_yen, line.refund) for line in found.lines] == [
        (str(one.number), "pay", 300, 6, ""),
        (str(one.number), "refund", 100, 0, "a"),
    ]
    assert not found.wrong


def test_a_failing_provider_says_so_and_believes_nobody() -> None:
    failing, number = Failing(), uuid4()
    asked: list[Callable[[], object]] = [
        lambda: failing.open(order()),
        lambda: failing.look_up(number),
        lambda: failing.capture(number, amount_yen=1),
        lambda: failing.void(number),
        lambda: failing.refund(number, refund="a", amount_yen=1),
        lambda: failing.settled(datetime.now(UTC).date()),
    ]
    for ask in asked:
        with pytest.raises(ProviderUnavailable):
            ask()
    with pytest.raises(Forged):
        failing.read_notice({}, b"", timestamp=NOW)


def test_a_provider_that_nobody_answers_at_is_unavailable() -> None:
    with pytest.raises(ProviderUnavailable):
        provider_at("card+http://a:b@127.0.0.1:9").look_up(uuid4())


def test_no_page_of_the_local_provider_asks_for_a_card() -> None:
    with hosted("card") as used:
        page = used.provider.open(order())
        with urlopen(page.url) as answer:  # noqa: S310 - of this machine
            text = answer.read().decode()
    assert "<input" not in text
    assert "300円" in text
