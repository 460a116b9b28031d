"""A client's secret is renewed with an overlap, or at once, on the administrator's page; the token endpoint holds to it."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from naniwa.kernel.audit.models import Record
from naniwa.kernel.clients import operations as clients
from naniwa.kernel.clients.models import ApiClient
from naniwa.kernel.organisations.isolation import as_system
from naniwa.services.procedures.queries.live import Live
from naniwa.services.procedures.tests.staff_sessions import signed_in
from tests.api.partner import Partner, administrator, partner

KEEP, END = {"former": "keep"}, {"former": "end"}


@pytest.fixture
def one(version: Live) -> Partner:
    return partner()


@pytest.fixture
def renew(one: Partner) -> Callable[..., Any]:
    """Ask the page, and answer its question; `seen` as a form from before would send it."""
    browser, page = signed_in(administrator().person), f"/staff/clients/{one.client.public_id}/secret/"

    def ask(answer: dict[str, str], *, seen: str | None = None) -> Any:
        found = re.search(r'name="seen"(?: value="([^"]*)")?', browser.get(page).content.decode())
        assert found
        told: Any = browser.post(page, {"seen": (found[1] or "") if seen is None else seen, **answer}, follow=True)
        told.secrets = re.findall(r'data-copy="([\w-]{43})"', told.content.decode())
        return told

    return ask


def lets_in(one: Partner, secret: str) -> bool:
    return bool(one.ask_token(secret=secret).status_code == 200)


def written(action: str) -> list[Record]:
    with as_system():
        return list(Record.objects.filter(action=action))


def later(days: float) -> None:
    """The overlap, moved back by so much."""
    with as_system():
        kept = ApiClient.objects.get()
        assert kept.former_until
        ApiClient.objects.update(former_until=kept.former_until - timedelta(days=days))


def test_both_secrets_let_in_for_a_week_and_then_only_the_new_one(one: Partner, renew: Callable[..., Any]) -> None:
    answer = renew(KEEP)
    assert "no-store" in answer.headers["Cache-Control"]
    (new,) = answer.secrets
    assert lets_in(one, one.secret)
    assert lets_in(one, new)
    assert not lets_in(one, "neither")
    assert one.get("/me").status_code == 200
    later(days=6.9)
    assert lets_in(one, one.secret)
    later(days=0.2)
    assert not lets_in(one, one.secret)
    assert lets_in(one, new)
    (record,) = written("clients.secret_renewed")
    assert new not in str(record.detail)
    assert record.target == str(one.client.public_id)


def test_a_former_secret_may_end_a_token_and_post_its_name_in_the_form(one: Partner, renew: Callable[..., Any]) -> None:
    renew(KEEP)
    form = {"client_id": one.client.oidc_id, "client_secret": one.secret}
    token = one.http.post("/oauth/token", {"grant_type": "client_credentials", **form})
    assert token.status_code == 200
    one.token = token.json()["access_token"]
    assert one.http.post("/oauth/revoke", {"token": one.token, **form}).status_code == 200
    assert one.get("/me").status_code == 401


def test_a_leaked_secret_ends_at_once_with_its_tokens(one: Partner, renew: Callable[..., Any]) -> None:
    (new,) = renew(END).secrets
    assert not lets_in(one, one.secret)
    assert one.get("/me").status_code == 401
    assert lets_in(one, new)


def test_the_former_secret_may_be_ended_early(one: Partner, renew: Callable[..., Any]) -> None:
    (new,) = renew(KEEP).secrets
    page = f"/staff/clients/{one.client.public_id}/secret/end/"
    browser = signed_in(administrator().person)
    for _ in range(2):
        assert browser.post(page).status_code == 302
    assert not lets_in(one, one.secret)
    assert lets_in(one, new)
    assert len(written("clients.former_secret_ended")) == 1


def test_the_same_form_twice_renews_once_and_shows_nothing(one: Partner, renew: Callable[..., Any]) -> None:
    (new,) = renew(KEEP, seen="").secrets
    again = renew(KEEP, seen="")
    assert again.secrets == []
    assert new not in again.content.decode()
    assert lets_in(one, one.secret)
    assert lets_in(one, new)
    with as_system(), pytest.raises(clients.AlreadyRenewed):
        clients.renew_client_secret(
            client=one.client, seen=None, keep_former=True, by=administrator(), now=timezone.now()
        )


def test_the_page_asks_and_does_nothing_without_an_answer(one: Partner, renew: Callable[..., Any]) -> None:
    assert renew({}).status_code == 422
    assert lets_in(one, one.secret)
    assert written("clients.secret_renewed") == []


def test_a_stopped_clients_secret_is_not_renewed_and_no_former_one_lets_in(
    one: Partner, renew: Callable[..., Any]
) -> None:
    (new,) = renew(KEEP).secrets
    with as_system():
        clients.revoke(client=one.client, by=administrator(), now=timezone.now())
    assert not lets_in(one, one.secret)
    assert not lets_in(one, new)
    browser = signed_in(administrator().person)
    assert browser.get(f"/staff/clients/{one.client.public_id}/secret/").status_code == 404


def test_another_office_renews_nothing(one: Partner) -> None:
    outside: Client = signed_in(administrator("271403").person)
    for act in ("secret", "secret/end", "calls/again"):
        assert outside.post(f"/staff/clients/{one.client.public_id}/{act}/", KEEP).status_code == 404
    assert lets_in(one, one.secret)
