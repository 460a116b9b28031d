"""Telling partners: what arrives, that it can be verified, that it comes again, and where it never goes."""

import base64
import hashlib
import hmac
import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from naniwa.kernel.audit.models import Record
from naniwa.kernel.clients import operations as clients
from naniwa.kernel.clients import outgoing
from naniwa.kernel.clients.models import ApiClient, Call, Webhook
from naniwa.kernel.clients.operations import telling
from naniwa.kernel.jobs.pending import run_pending
from naniwa.kernel.jobs.retries import Retry
from naniwa.kernel.organisations.isolation import as_system
from naniwa.services.procedures.operations import bulk_review
from naniwa.services.procedures.queries.live import Live
from naniwa.services.procedures.tests import factories
from naniwa.services.procedures.tests.staff_sessions import signed_in
from tests.api.partner import administrator as administrator_of
from tests.api.partner import partner
from tests.api.receiver import Receiver, receiving

QUEUES = ["events", "webhooks"]


@pytest.fixture
def receiver(settings: Any) -> Iterator[Receiver]:
    settings.WEBHOOKS_MAY_STAY_LOCAL = True
    with receiving() as kept:
        yield kept


def listen(client: ApiClient, receiver: Receiver) -> str:
    """The secret."""
    with as_system():
        return clients.set_webhook(client=client, url=receiver.url, by=administrator_of(), now=timezone.now())


def run(now: datetime | None = None) -> None:
    run_pending(now=now or timezone.now(), queues=QUEUES)


def verified(secret: str, headers: dict[str, str], body: bytes) -> bool:
    """As a partner verifies it, by the text of Standard Webhooks and not by our code."""
    key = base64.b64decode(secret.split("_", 1)[1])
    content = b".".join([headers["webhook-id"].encode(), headers["webhook-timestamp"].encode(), body])
    expected = "v1," + base64.b64encode(hmac.new(key, content, hashlib.sha256).digest()).decode()
    return expected in headers["webhook-signature"].split(" ")


def calls() -> list[Call]:
    with as_system():
        return list(Call.objects.order_by("created_at", "pk"))


def test_a_change_is_told_signed_and_without_personal_data(version: Live, receiver: Receiver) -> None:
    one = partner()
    secret = listen(one.client, receiver)
    case = factories.received(version, now=timezone.now())
    one.act(case.reference, "claim")
    run()
    told = [json.loads(body) for _, body, _ in receiver.got]
    assert [each["data"]["status"] for each in told] == ["received", "under_review"]
    headers, body, path = receiver.got[0]
    assert verified(secret, headers, body)
    assert not verified(secret, headers, body + b" ")
    assert abs(int(headers["webhook-timestamp"]) - timezone.now().timestamp()) < 60
    assert path == "/hook?from=naniwa"
    assert told[0]["type"] == "case.status_changed"
    assert set(told[0]["data"]) == {"reference", "procedure", "status", "changed_at"}
    assert case.applicant_name not in body.decode()
    assert [call.state for call in calls()] == ["delivered", "delivered"]


def test_going_to_decision_and_back_is_told_though_the_status_stays(version: Live, receiver: Receiver) -> None:
    one, other = partner(), partner("approver", name="決定")
    case = factories.received(version, now=timezone.now())
    one.act(case.reference, "claim")
    run()
    listen(one.client, receiver)
    one.act(case.reference, "finish_review", outcome="declined", comment="対象外")
    other.act(case.reference, "send_back", reason="もう一度")
    run()
    told = [json.loads(body) for _, body, _ in receiver.got]
    assert [(each["type"], each["data"]["stage"]) for each in told] == [
        ("case.stage_changed", "decision"),
        ("case.stage_changed", "review"),
    ]
    assert all(set(each["data"]) == {"reference", "procedure", "stage", "changed_at"} for each in told)


def test_many_cases_that_go_to_decision_at_once_are_each_told(version: Live, receiver: Receiver) -> None:
    one, staff = partner(), administrator_of()
    cases = [factories.received(version, now=timezone.now()) for _ in range(2)]
    for case in cases:
        one.act(case.reference, "claim")
    run()
    listen(one.client, receiver)
    numbers = [case.pk for case in cases]
    with as_system():
        bulk_review.propose_declined(case_ids=numbers, comment="対象外", by=staff.person, now=timezone.now())
    run()
    told = {json.loads(body)["data"]["reference"] for _, body, _ in receiver.got}
    assert told == {case.reference for case in cases}


def test_what_failed_comes_again_under_the_same_number(version: Live, receiver: Receiver) -> None:
    one = partner()
    listen(one.client, receiver)
    receiver.answers = [500, 302]
    with as_system():
        clients.ping(client=one.client, now=timezone.now())
    now = timezone.now()
    run(now)
    assert (calls()[0].state, calls()[0].answer, calls()[0].attempts) == ("waiting", "500", 1)
    run(now + timedelta(seconds=20))
    assert len(receiver.got) == 1
    run(now + timedelta(minutes=1))
    assert (calls()[0].answer, len(receiver.got)) == ("302", 2)
    run(now + timedelta(minutes=5))
    assert (calls()[0].state, calls()[0].attempts) == ("delivered", 3)
    assert len({headers["webhook-id"] for headers, _, _ in receiver.got}) == 1
    assert {path for _, _, path in receiver.got} == {"/hook?from=naniwa"}


def test_a_receiver_that_never_answers_is_given_up(version: Live, receiver: Receiver) -> None:
    one = partner()
    listen(one.client, receiver)
    receiver.answers = [503] * 99
    with as_system():
        clients.ping(client=one.client, now=timezone.now())
    now = timezone.now()
    for _ in range(40):
        run(now)
        now += timedelta(hours=6)
    assert (calls()[0].state, calls()[0].attempts, len(receiver.got)) == ("failed", 14, 14)


def test_for_a_day_both_secrets_sign(version: Live, receiver: Receiver) -> None:
    one = partner()
    before, now = listen(one.client, receiver), timezone.now()
    with as_system():
        after = clients.renew_secret(webhook=Webhook.objects.get(), by=administrator_of(), now=now)
        clients.ping(client=one.client, now=now)
    run(now)
    headers, body, _ = receiver.got[-1]
    assert verified(before, headers, body)
    assert verified(after, headers, body)
    with as_system():
        clients.ping(client=one.client, now=now)
    run(now + timedelta(hours=25))
    headers, body, _ = receiver.got[-1]
    assert not verified(before, headers, body)
    assert verified(after, headers, body)


def test_only_who_may_read_a_case_hears_of_it(version: Live, receiver: Receiver) -> None:
    outside = partner(office="271403", name="よその市")
    other = partner(procedures=["another"], name="別の手続")
    stopped = partner(name="停止")
    for each in (outside, other, stopped):
        listen(each.client, receiver)
    with as_system():
        clients.revoke(client=stopped.client, by=administrator_of(), now=timezone.now())
    factories.received(version, now=timezone.now())
    run()
    assert receiver.got == []
    assert calls() == []


def test_secrets_are_not_kept_in_the_open(version: Live, receiver: Receiver) -> None:
    one = partner()
    secret = listen(one.client, receiver)
    with as_system():
        kept = Webhook.objects.get().sealed_secret + ApiClient.objects.select_related("oidc").get().oidc.secret
    assert secret.removeprefix("whsec_") not in kept
    assert one.secret not in kept


@pytest.mark.parametrize(
    "url",
    [
        "http://example.com/",
        "ftp://example.com/",
        "https://127.0.0.1/",
        "https://localhost/",
        "https://[::1]/",
        "https://10.0.0.5/",
        "https://192.168.1.1:8443/",
        "https://172.16.0.1/",
        "https://169.254.169.254/latest/meta-data/",
        "https://100.64.0.1/",
        "https://0.0.0.0/",
        "https://2130706433/",
        "https://0x7f000001/",
        "https://[::ffff:127.0.0.1]/",
        "https://[64:ff9b::7f00:1]/",
        "https://[2002:7f00:1::]/",
        "https://[fd00::1]/",
        "https://user:word@93.184.215.14/",
        "https://93.184.215.14/#x",
        "https:///path",
        "https://93.184.215.14:0/",
        "https://93.184.215.14/a b",
        "https://93.184.215.14/\r\nX: y",
        "https://[half/",
    ],
)
def test_no_address_leads_into_our_own_network(url: str) -> None:
    with pytest.raises(outgoing.NotAllowed):
        outgoing.check_reachable(url)


def test_a_public_address_may_be_called() -> None:
    outgoing.check_reachable("https://93.184.215.14/hook")
    assert outgoing.is_public("2606:2800:21f:cb07:6820:80da:af6b:8b2c")


def test_a_name_that_turns_to_a_private_address_later_is_not_called(
    version: Live, receiver: Receiver, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was public when the administrator set it; the address is checked at every call, and the checked one is used."""
    one = partner()
    listen(one.client, receiver)
    settings.WEBHOOKS_MAY_STAY_LOCAL = False
    with as_system():
        Webhook.objects.update(url="https://rebinding.example.com/")
        clients.ping(client=one.client, now=timezone.now())
    answers = [[(2, 1, 6, "", ("93.184.215.14", 443)), (2, 1, 6, "", ("127.0.0.1", 443))]]
    monkeypatch.setattr("socket.getaddrinfo", lambda *_args, **_kwargs: answers[0])
    run()
    assert receiver.got == []
    assert (calls()[0].answer, calls()[0].attempts) == ("NotAllowed", 1)


def test_what_was_given_up_is_sent_again_when_the_administrator_says_so(
    version: Live, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = partner()
    listen(one.client, receiver)
    monkeypatch.setattr(telling, "TRIES", Retry(attempts=1, wait=timedelta(seconds=30)))
    receiver.answers = [503]
    with as_system():
        clients.ping(client=one.client, now=timezone.now())
    run()
    assert calls()[0].state == "failed"
    browser, page = signed_in(administrator_of().person), f"/staff/clients/{one.client.public_id}/"
    assert f"{page}calls/again/" in browser.get(page).content.decode()
    assert "1件が届きませんでした" in browser.get("/staff/clients/").content.decode()
    for _ in range(2):
        browser.post(f"{page}calls/again/")
    run(timezone.now() + timedelta(minutes=1))
    assert [(call.state, call.attempts) for call in calls()] == [("delivered", 1)]
    assert len({headers["webhook-id"] for headers, _, _ in receiver.got}) == 1
    with as_system():
        assert [record.detail["count"] for record in Record.objects.filter(action="clients.calls_sent_again")] == [1]
    assert f"{page}calls/again/" not in browser.get(page).content.decode()
    assert "届きませんでした" not in browser.get("/staff/clients/").content.decode()
