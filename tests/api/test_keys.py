"""The key that signs tokens is replaced with an overlap: what was signed before is verified until it ends."""

from datetime import datetime, timedelta
from typing import Any

import jwt
from django.test import Client
from django.utils import timezone

from naniwa.kernel.audit.models import Record
from naniwa.kernel.clients import operations as clients
from naniwa.kernel.clients.models import SigningKey
from naniwa.kernel.clients.operations import keys
from naniwa.kernel.organisations.isolation import as_system
from naniwa.services.procedures.queries.live import Live
from tests.api.partner import partner

AUDIENCE = "http://127.0.0.1:8000/api/v1"
HOUR = timedelta(hours=1)


def published() -> jwt.PyJWKSet:
    return jwt.PyJWKSet.from_dict(Client().get("/.well-known/jwks.json").json())


def kid(token: str) -> str:
    return str(jwt.get_unverified_header(token)["kid"])


def verified(token: str, among: jwt.PyJWKSet) -> Any:
    return jwt.decode(token, key=among[kid(token)].key, algorithms=["RS256"], audience=AUDIENCE)


def rows() -> int:
    with as_system():
        return SigningKey.objects.count()


def at(now: datetime) -> list[str]:
    return [key.name for key in keys.signing_keys(now=now)]


def test_a_token_of_the_former_key_is_verified_and_used_until_it_ends(version: Live) -> None:
    one = partner()
    before = one.token
    made = clients.replace_key(now=timezone.now())
    shown = published()
    assert {key.key_id for key in shown.keys} == {kid(before), made.name}
    assert verified(before, shown)["client_id"] == one.client.oidc_id
    assert one.get("/me").status_code == 200
    after = one.sign_in().token
    assert kid(after) == made.name != kid(before)
    assert verified(after, shown)["client_id"] == one.client.oidc_id


def test_the_former_key_is_shown_for_an_hour_and_then_forgotten(version: Live) -> None:
    before, now = kid(partner().token), timezone.now()
    made = clients.replace_key(now=now).name
    assert at(now) == at(now + HOUR - timedelta(seconds=1)) == [made, before]
    assert at(now + HOUR) == [made]
    keys.forget_keys(now=now + HOUR - timedelta(seconds=1))
    assert rows() == 2
    clients.forget_old(now=now + HOUR + timedelta(minutes=1))
    assert rows() == 1
    assert at(now + 2 * HOUR) == [made]


def test_a_leaked_key_is_gone_at_once_with_every_token(version: Live) -> None:
    one = partner()
    before = kid(one.token)
    made = clients.replace_key(now=timezone.now(), at_once=True)
    assert {key.key_id for key in published().keys} == {made.name}
    assert before != made.name
    assert one.get("/me").status_code == 401
    assert one.sign_in().get("/me").status_code == 200
    with as_system():
        (record,) = Record.objects.filter(action="clients.key_replaced")
    assert (record.target, record.actor, record.detail) == (made.name, None, {"at_once": True})


def test_the_last_key_that_can_be_read_is_not_forgotten(version: Live, settings: Any) -> None:
    """The newest was sealed under a SECRET_KEY that is gone: it counts for nothing."""
    now = timezone.now()
    made = clients.replace_key(now=now - 3 * HOUR).name
    with as_system():
        SigningKey.objects.create(sealed="unreadable", made_at=now - 2 * HOUR)
    keys.forget_keys(now=now)
    assert at(now) == [made]


def test_without_a_key_one_is_made_and_kept(version: Live) -> None:
    now = timezone.now()
    assert at(now) == at(now + 30 * HOUR)
    assert rows() == 1
