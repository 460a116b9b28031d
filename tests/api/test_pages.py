"""The administrator's pages: a client is registered, watched, told and stopped."""

import re
import uuid
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from naniwa.kernel.audit.models import Record
from naniwa.kernel.clients.models import ApiClient, Call
from naniwa.kernel.jobs.pending import run_pending
from naniwa.kernel.organisations.isolation import as_system
from naniwa.services.procedures.queries.live import Live
from naniwa.services.procedures.tests import factories
from naniwa.services.procedures.tests.staff_sessions import signed_in
from tests.api.partner import PROCEDURE, Partner, administrator, partner
from tests.api.receiver import receiving

HOME = "/staff/clients/"
FORM = {
    "name": "堺市 給付管理",
    "procedures": [PROCEDURE],
    "scopes": ["procedures:read", "procedures:write"],
    "roles": ["reviewer"],
    "purpose": "review",
}


@pytest.fixture
def browser(version: Live) -> Client:
    return signed_in(administrator().person)


def shown(page: Any) -> str:
    assert page.status_code == 200, page.content
    return str(page.content.decode())


def test_a_client_is_registered_and_its_secret_shown_once(browser: Client) -> None:
    number = re.search(r'name="number" value="([^"]+)"', shown(browser.get(HOME)))
    assert number
    answer = browser.post(HOME, {**FORM, "number": number[1]})
    assert "no-store" in answer.headers["Cache-Control"]
    client_id, secret = re.findall(r'<code data-copy="([^"]+)"', shown(answer))
    with as_system():
        client = ApiClient.objects.select_related("oidc", "organisation", "person").get()
    assert Partner(client, secret).sign_in().get("/me").json()["roles"] == ["reviewer"]
    again = browser.post(HOME, {**FORM, "number": number[1]})
    assert again.headers["Location"] == f"{HOME}{client.public_id}/"
    page = shown(browser.get(again.headers["Location"]))
    assert secret not in page
    assert client_id in page
    assert "堺市 給付管理" in shown(browser.get(HOME))


@pytest.mark.parametrize("missing", FORM)
def test_what_is_missing_is_said_in_words(browser: Client, missing: str) -> None:
    form = {**FORM, "number": str(uuid.uuid4())}
    del form[missing]
    answer = browser.post(HOME, form)
    assert answer.status_code == 422
    with as_system():
        assert not ApiClient.objects.exists()


def test_a_stopped_client_is_out_and_stays_in_the_list(browser: Client) -> None:
    one = partner()
    page = f"{HOME}{one.client.public_id}/"
    answer = browser.post(f"{page}revoke/", follow=True)
    assert "停止しています" in shown(answer)
    assert one.get("/me").status_code == 401
    browser.post(f"{page}revoke/")
    with as_system():
        assert Record.objects.filter(action="clients.revoked").count() == 1


def test_a_webhook_is_set_tried_and_its_secret_renewed(browser: Client, settings: Any) -> None:
    settings.WEBHOOKS_MAY_STAY_LOCAL = True
    page = f"{HOME}{partner().client.public_id}/"
    with receiving() as receiver:
        first = re.findall(r"whsec_[\w+/=]+", shown(browser.post(f"{page}webhook/", {"url": receiver.url})))
        renewed = re.findall(r"whsec_[\w+/=]+", shown(browser.post(f"{page}webhook/secret/")))
        assert first[0] != renewed[0]
        browser.post(f"{page}webhook/ping/")
        run_pending(now=timezone.now(), queues=["webhooks"])
        assert len(receiver.got) == 1
    told = shown(browser.get(page))
    assert "届いた" in told
    assert "whsec_" not in told
    assert "登録する" in shown(browser.post(f"{page}webhook/remove/", follow=True))


@pytest.mark.parametrize("url", ["", "http://example.com/", "https://10.0.0.1/", "https://no-such-host.invalid/"])
def test_an_address_that_cannot_be_called_is_refused_in_words(browser: Client, url: str) -> None:
    page = f"{HOME}{partner().client.public_id}/"
    answer = browser.post(f"{page}webhook/", {"url": url})
    assert answer.status_code == 422
    assert browser.post(f"{page}webhook/ping/").status_code == 404
    with as_system():
        assert not Call.objects.exists()


def test_another_offices_client_is_not_there(version: Live) -> None:
    one = partner(name="ほかの団体のシステム")
    outside = signed_in(administrator("271403").person)
    page = f"{HOME}{one.client.public_id}/"
    assert outside.get(page).status_code == 404
    for act in ("revoke", "webhook", "webhook/secret", "webhook/ping", "webhook/remove"):
        assert outside.post(f"{page}{act}/").status_code == 404
    assert one.client.name not in shown(outside.get(HOME))
    assert one.get("/me").status_code == 200


def test_applicants_see_that_their_data_was_read_and_what_for(version: Live) -> None:
    one, owner = partner(), factories.resident("owner@example.jp")
    case = factories.received(version, by=owner, now=timezone.now())
    assert one.get(f"/cases/{case.reference}").status_code == 200
    browser = Client()
    browser.force_login(owner)
    assert "申請の審査" in shown(browser.get("/account/who-looked/"))
