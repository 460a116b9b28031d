"""Entering a service with one's one ID, with an ordinary OAuth client (oauthlib) and verifier (PyJWT) at the other end."""

import json
import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import jwt
import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone
from oauthlib.oauth2 import WebApplicationClient  # type: ignore[import-untyped] # no types in the lock

from naniwa.kernel.audit.models import Record
from naniwa.kernel.clients.operations import replace_key
from naniwa.kernel.connections import operations, queries
from naniwa.kernel.connections.models import Connection, Grant, Party
from naniwa.kernel.connections.operations.leaving import EVENT
from naniwa.kernel.organisations import operations as organisations
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.organisations.models import Organisation
from naniwa.kernel.people.models import Person, PersonKind

BACK = "https://bus.example.jp/back"
HERE = "https://naniwa.example.jp"


@dataclass
class Service:
    """A service as its programmer writes it: an OAuth client over the pages of this site."""

    party: Party
    secret: str
    site: Client

    def start(self, *, scope: str = "openid profile", **more: str) -> str:
        self.oauth = WebApplicationClient(self.party.reference)
        self.verifier = self.oauth.create_code_verifier(64)
        challenge = self.oauth.create_code_challenge(self.verifier, "S256")
        url: str = self.oauth.prepare_request_uri(
            f"{HERE}/oauth/authorize", BACK, scope, "state-1", challenge, "S256", nonce="nonce-1", **more
        )
        return url.removeprefix(HERE)

    def redeem(self, location: str, *, verifier: str = "", secret: str = "") -> Any:
        code = self.oauth.parse_request_uri_response(location, "state-1")["code"]
        body = self.oauth.prepare_request_body(
            code, BACK, code_verifier=verifier or self.verifier, include_client_id=False
        )
        form = {name: values[0] for name, values in parse_qs(body).items()}
        pair = {"client_id": self.party.reference, "client_secret": secret or self.secret}
        return self.site.post("/oauth/token", {**form, **pair})

    def verify(self, token: str) -> dict[str, Any]:
        keys = jwt.PyJWKSet.from_dict(self.site.get("/.well-known/jwks.json").json())
        key = keys[jwt.get_unverified_header(token)["kid"]]
        issuer = self.site.get("/.well-known/openid-configuration").json()["issuer"]
        found: dict[str, Any] = jwt.decode(token, key, ["RS256"], audience=self.party.reference, issuer=issuer)
        return found


def registered(name: str = "なにわバス", **more: Any) -> Service:
    organisations.load_reference()
    made = operations.register(
        organisation=Organisation.objects.get(code="270008-digital"),
        name=name,
        operator="なにわバス株式会社",
        purpose_ja="回数券と見守りの登録に使います。",
        purpose_en="For tickets and for watch-over.",
        redirect_uris=[BACK],
        scopes=["openid", "profile"],
        now=timezone.now(),
        **more,
    )
    return Service(made.party, made.secret, Client())


@pytest.fixture
def service(db: None) -> Service:
    return registered()


@pytest.fixture
def person(db: None) -> Person:
    return Person.objects.create(email="hanako@example.jp", name="𠮷野 花子", password="!")


@pytest.fixture
def browser(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def agree(browser: Client, url: str, answer: str = "yes") -> str:
    page = browser.get(url)
    sealed = re.search(r'name="asked" value="([^"]+)"', page.content.decode())
    assert sealed, page.content.decode()
    location: str = browser.post("/oauth/authorize", {"asked": sealed[1], "answer": answer})["Location"]
    return location


def test_a_person_enters_a_service_and_it_learns_what_they_agreed_to(
    service: Service, browser: Client, person: Person
) -> None:
    url = service.start()
    page = browser.get(url).content.decode()
    assert "なにわバス株式会社" in page
    assert "𠮷野 花子" in page
    told = service.redeem(agree(browser, url)).json()
    claims = service.verify(told["id_token"])
    assert (claims["name"], claims["nonce"], claims["acr"]) == ("𠮷野 花子", "nonce-1", "email")
    known = service.site.get("/oauth/userinfo", headers={"Authorization": f"Bearer {told['access_token']}"}).json()
    assert known == {"sub": claims["sub"], "name": "𠮷野 花子", "locale": "ja"}
    assert str(person.pk) != claims["sub"] != str(person.public_id)
    with as_system():
        acts = Record.objects.filter(subject=person).values_list("action", flat=True)
        assert set(acts) == {"connections.connected", "connections.told"}


def test_two_services_cannot_tell_that_they_know_one_person(service: Service, browser: Client) -> None:
    other = registered("みまもり")
    subjects = set()
    for one in (service, other, service):
        location = agree(browser, one.start(prompt="consent"))
        subjects.add(one.verify(one.redeem(location).json()["id_token"])["sub"])
    assert len(subjects) == 2


def test_who_agreed_is_not_asked_again_unless_more_is_asked(service: Service, browser: Client) -> None:
    agree(browser, service.start(scope="openid"))
    assert browser.get(service.start(scope="openid"))["Location"].startswith(f"{BACK}?code=")
    assert browser.get(service.start(scope="openid profile")).status_code == 200


def test_who_refuses_tells_nothing(service: Service, browser: Client) -> None:
    location = agree(browser, service.start(), answer="no")
    assert parse_qs(urlsplit(location).query)["error"] == ["access_denied"]
    with as_system():
        assert not Connection.objects.exists()


def test_a_code_is_good_once_and_the_second_time_ends_what_the_first_gave(service: Service, browser: Client) -> None:
    location = agree(browser, service.start())
    first = service.redeem(location).json()
    assert service.redeem(location).json() == {"error": "invalid_grant"}
    bearer = {"Authorization": f"Bearer {first['access_token']}"}
    assert service.site.get("/oauth/userinfo", headers=bearer).status_code == 401


def test_a_code_is_worth_nothing_without_verifier_or_secret_or_in_another_hand(
    service: Service, browser: Client
) -> None:
    location = agree(browser, service.start())
    assert service.redeem(location, verifier="x" * 64).status_code == 400
    assert service.redeem(location, secret="wrong").status_code == 401
    thief = registered("別のサービス")
    thief.start()
    assert thief.redeem(location).status_code == 400
    with as_system():
        Grant.objects.update(at=timezone.now() - timedelta(minutes=2))
    assert service.redeem(location).json() == {"error": "invalid_grant"}


@pytest.mark.parametrize("uri", ["https://evil.example.jp/back", f"{BACK}/more", f"{BACK}?x=1", ""])
def test_nobody_is_led_to_an_address_that_was_not_registered(service: Service, browser: Client, uri: str) -> None:
    url = service.start().replace("redirect_uri=https%3A%2F%2Fbus.example.jp%2Fback", f"redirect_uri={uri}")
    assert browser.get(url).status_code == 400


def test_without_pkce_the_service_is_told_of_its_mistake(service: Service, browser: Client) -> None:
    location = browser.get(re.sub("&code_challenge[^&]*", "", service.start()))["Location"]
    assert parse_qs(urlsplit(location).query)["error"] == ["invalid_request"]


def test_who_is_not_signed_in_signs_in_first_unless_silence_was_asked_for(service: Service) -> None:
    assert Client().get(service.start())["Location"].startswith("/account/sign-in/?next=/oauth/authorize")
    silent = Client().get(service.start(prompt="none"))["Location"]
    assert "error=login_required" in silent


def test_a_surer_proof_is_asked_for_where_the_service_wants_it(browser: Client, db: None) -> None:
    service = registered(level="electronic")
    assert browser.get(service.start())["Location"].startswith("/account/prove/?level=electronic&next=")


def test_staff_enter_no_service_as_staff(service: Service) -> None:
    clerk, client = Person.objects.create(email="clerk@example.jp", kind=PersonKind.STAFF), Client()
    client.force_login(clerk)
    assert client.get(service.start()).status_code == 403


def test_the_answer_of_another_person_s_page_counts_for_nothing(service: Service, browser: Client) -> None:
    page = browser.get(service.start()).content.decode()
    sealed = re.search(r'name="asked" value="([^"]+)"', page)
    assert sealed
    taro, client = Person.objects.create(email="taro@example.jp"), Client()
    client.force_login(taro)
    assert client.post("/oauth/authorize", {"asked": sealed[1], "answer": "yes"}).status_code == 400


def test_a_person_ends_a_connection_and_comes_back_as_the_same(
    service: Service, browser: Client, person: Person
) -> None:
    told = service.redeem(agree(browser, service.start())).json()
    with as_system():
        number = Connection.objects.get(person=person).public_id
    assert "なにわバス" in browser.get("/account/services/").content.decode()
    browser.post(f"/account/services/{number}/end/")
    browser.post(f"/account/services/{number}/end/")
    assert "なにわバス" not in browser.get("/account/services/").content.decode()
    bearer = {"Authorization": f"Bearer {told['access_token']}"}
    assert service.site.get("/oauth/userinfo", headers=bearer).status_code == 401
    again = service.redeem(agree(browser, service.start())).json()
    assert service.verify(again["id_token"])["sub"] == service.verify(told["id_token"])["sub"]


def test_a_stopped_service_gets_nothing(service: Service, browser: Client) -> None:
    url = service.start()
    location = agree(browser, url)
    operations.stop(client_id=UUID(service.party.reference), now=timezone.now())
    assert service.redeem(location).status_code == 401
    assert browser.get(url).status_code == 400


def test_tokens_of_the_former_key_are_verified_while_the_new_one_signs(service: Service, browser: Client) -> None:
    before = service.redeem(agree(browser, service.start())).json()["id_token"]
    replace_key(now=timezone.now())
    after = service.redeem(browser.get(service.start())["Location"]).json()["id_token"]
    assert jwt.get_unverified_header(before)["kid"] != jwt.get_unverified_header(after)["kid"]
    assert service.verify(before)["sub"] == service.verify(after)["sub"]


def test_signing_out_here_is_told_to_each_service_that_was_entered(
    browser: Client, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    service, other = registered(logout_uri="https://bus.example.jp/logout"), registered("知らせの要らないサービス")
    told = service.verify(service.redeem(agree(browser, service.start())).json()["id_token"])
    agree(browser, other.start())
    sent: list[tuple[str, bytes]] = []
    monkeypatch.setattr("naniwa.kernel.clients.outgoing.post", lambda url, body, _headers: sent.append((url, body)))
    browser.post("/account/sign-out/")
    with as_system():
        [entered] = Connection.objects.filter(party=service.party)
        assert Grant.objects.filter(told_at=None).count() == 0
    operations.tell(number=entered.public_id, sid=told["sid"], now=timezone.now())
    [(url, body)] = sent
    claims = service.verify(parse_qs(body.decode())["logout_token"][0])
    assert url == "https://bus.example.jp/logout"
    assert (claims["sub"], claims["sid"], claims["events"]) == (told["sub"], told["sid"], {EVENT: {}})
    assert "nonce" not in claims


def test_the_end_of_a_session_that_nobody_signed_out_of_is_told_once(browser: Client, db: None) -> None:
    service, now = registered(logout_uri="https://bus.example.jp/logout"), timezone.now()
    agree(browser, service.start())
    assert operations.tell_of_lost_sessions(now=now) == 0
    later = now + timedelta(hours=13)
    assert [operations.tell_of_lost_sessions(now=later) for _ in range(2)] == [1, 0]
    browser.get(service.start())
    Session.objects.all().delete()  # ended from another device
    assert operations.tell_of_lost_sessions(now=now) == 1


def test_the_description_says_what_there_is(service: Service) -> None:
    described = service.site.get("/.well-known/openid-configuration").json()
    assert described["response_types_supported"] == ["code"]
    assert described["code_challenge_methods_supported"] == ["S256"]
    assert described["subject_types_supported"] == ["pairwise"]
    assert described["backchannel_logout_supported"] is True
    assert "authorization_code" in described["grant_types_supported"]
    assert json.dumps(described)


@pytest.mark.parametrize(
    "uri", ["http://bus.example.jp/back", "https://user@bus.example.jp/", "javascript:alert(1)", "/x"]
)
def test_a_service_comes_back_to_https_alone(db: None, uri: str) -> None:
    with pytest.raises(operations.NotAllowed):
        registered(logout_uri=uri)
    assert queries.parties() == []
