"""The administrator keeps the services that people enter with their one ID: registers, renews, suspends, lets in again."""

import re
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from naniwa.kernel.audit.models import Record
from naniwa.kernel.connections import operations
from naniwa.kernel.connections.models import Party
from naniwa.kernel.organisations import operations as organisations
from naniwa.kernel.organisations.isolation import as_system
from naniwa.services.procedures.tests import factories
from naniwa.services.procedures.tests.staff_sessions import signed_in

SAID = {
    "name": "なにわバス",
    "operator": "なにわバス株式会社",
    "purpose_ja": "回数券の購入に使います。",
    "purpose_en": "To buy tickets.",
    "redirect_uris": "https://bus.example.jp/back\nhttps://bus.example.jp/app",
    "logout_uri": "",
    "scopes": ["profile"],
    "level": "email",
}


@pytest.fixture
def administrator(db: None) -> Client:
    organisations.load_reference()
    return signed_in(factories.staff("admin@pref.example.jp", "administrator"))


def registered(browser: Client, **more: Any) -> tuple[Party, str]:
    page = browser.post("/staff/services/", {**SAID, "number": str(uuid.uuid4()), **more}).content.decode()
    with as_system():
        return Party.objects.get(), secret_in(page)


def secret_in(page: str) -> str:
    return str(re.findall(r'<code data-copy="([^"]+)"', page)[1])


def known(party: Party, secret: str, *, days: int = 0) -> bool:
    return operations.known_party(party.reference, secret, now=timezone.now() + timedelta(days=days)) is not None


def test_a_service_is_registered_once_and_its_secret_is_shown_once(administrator: Client) -> None:
    number = str(uuid.uuid4())
    party, secret = registered(administrator, number=number)
    assert known(party, secret)
    assert (party.reference, party.scopes) == (number, ["openid", "profile"])
    assert party.redirect_uris == ["https://bus.example.jp/back", "https://bus.example.jp/app"]
    again = administrator.post("/staff/services/", {**SAID, "number": number}, follow=True).content.decode()
    assert "登録済みです" in again
    assert "なにわバス株式会社" in again
    assert secret not in administrator.get(f"/staff/services/{number}/").content.decode()
    with as_system():
        assert Record.objects.get(action="connections.registered").actor is not None


@pytest.mark.parametrize("uri", ["http://bus.example.jp/back", "https://*.example.jp/", "javascript:alert(1)", "\n"])
def test_an_address_that_nobody_may_be_led_to_is_refused_with_a_reason(administrator: Client, uri: str) -> None:
    answer = administrator.post("/staff/services/", {**SAID, "number": str(uuid.uuid4()), "redirect_uris": uri})
    assert answer.status_code == 422
    assert "https://" in answer.content.decode()
    with as_system():
        assert not Party.objects.exists()


def test_a_secret_is_renewed_with_a_week_for_the_former_one_or_at_once(administrator: Client) -> None:
    party, former = registered(administrator)
    address = f"/staff/services/{party.reference}/secret/"
    secret = secret_in(administrator.post(address, {"seen": "", "former": "keep"}).content.decode())
    assert [known(party, one) for one in (former, secret)] == [True, True]
    assert [known(party, one, days=8) for one in (former, secret)] == [False, True]
    assert "交換済み" in administrator.post(address, {"seen": "", "former": "end"}, follow=True).content.decode()
    with as_system():
        party.refresh_from_db()
    seen = party.secret_renewed_at.isoformat() if party.secret_renewed_at else ""
    last = secret_in(administrator.post(address, {"seen": seen, "former": "end"}).content.decode())
    assert [known(party, one) for one in (former, secret, last)] == [False, False, True]


def test_a_service_is_suspended_and_let_in_again(administrator: Client) -> None:
    party, secret = registered(administrator)
    for _ in range(2):
        page = administrator.post(f"/staff/services/{party.reference}/stop/", follow=True).content.decode()
        assert "だれもログインできません" in page
    assert not known(party, secret)
    assert administrator.get(f"/staff/services/{party.reference}/secret/").status_code == 404
    administrator.post(f"/staff/services/{party.reference}/resume/")
    assert known(party, secret)
    with as_system():
        acts = Record.objects.filter(action__in=["connections.stopped", "connections.resumed"])
        assert acts.count() == 2


def test_services_of_another_organisation_are_not_there(administrator: Client) -> None:
    party, _secret = registered(administrator)
    other = signed_in(factories.staff("other@pref.example.jp", "administrator", office="270008-digital"))
    assert party.reference not in other.get("/staff/services/").content.decode()
    assert other.get(f"/staff/services/{party.reference}/").status_code == 404
    assert other.post(f"/staff/services/{party.reference}/stop/").status_code == 404
