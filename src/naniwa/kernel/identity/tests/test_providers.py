"""One contract for every provider of identities, and what only OpenID Connect can get wrong."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from naniwa.kernel.identity.providers import Begun, Cancelled, IdentityProvider, NotProven, Proof, Unavailable
from naniwa.kernel.identity.providers.card import CardReader
from naniwa.kernel.identity.providers.failing import Failing
from naniwa.kernel.identity.providers.oidc import OpenIdConnect
from naniwa.kernel.identity.tests import other_provider
from naniwa.kernel.identity.tests.other_provider import Provider

NOW = datetime(2026, 11, 28, 12, 0, tzinfo=UTC)
BACK = "https://naniwa.example.jp/account/prove/x/back/"


@dataclass
class Case:
    """A provider and how a holder goes through it; `holders` are two people there."""

    provider: IdentityProvider
    approve: Callable[[Begun, str], dict[str, str]]
    cancel: Callable[[Begun], dict[str, str]]
    holders: tuple[str, str]

    def prove(self, holder: str, *, now: datetime = NOW) -> Proof:
        begun = self.provider.begin(back=BACK, language="ja", now=NOW)
        return self.finish(begun, self.approve(begun, holder), now=now)

    def finish(self, begun: Begun, sent: dict[str, str], *, now: datetime = NOW) -> Proof:
        return self.provider.finish(kept=begun.kept, sent=sent, back=BACK, now=now)


@pytest.fixture
def elsewhere() -> Iterator[Provider]:
    with other_provider.serving(NOW) as provider:
        yield provider


def client_of(elsewhere: Provider, **options: Any) -> OpenIdConnect:
    told: dict[str, Any] = {
        "key": "elsewhere",
        "issuer": elsewhere.url,
        "client_id": "naniwa",
        "client_secret": other_provider.SECRET,
    }
    return OpenIdConnect(**told, title_ja="よそのID", title_en="An ID from elsewhere", **options)


@pytest.fixture(params=["card", "oidc"])
def case(request: pytest.FixtureRequest, elsewhere: Provider) -> Case:
    if request.param == "card":
        return Case(
            CardReader(),
            lambda begun, holder: {"state": begun.kept["state"], "card": holder, "code": "1234"},
            lambda begun: {"state": begun.kept["state"], "cancel": "yes"},
            ("hanako", "taro"),
        )
    return Case(
        client_of(elsewhere, acr="card"),
        lambda begun, holder: elsewhere.approve(begun.url, holder=holder),
        lambda begun: {"state": begun.kept["state"], "error": "access_denied"},
        ("248289761001", "248289761002"),
    )


def test_a_holder_is_the_same_each_time_and_no_other(case: Case) -> None:
    first, second = case.holders
    assert case.prove(first).serial == case.prove(first).serial != case.prove(second).serial


def test_the_serial_is_not_told_when_a_proof_is_printed(case: Case) -> None:
    proof = case.prove(case.holders[0])
    assert proof.serial not in repr(proof)


def test_who_turns_back_has_proved_nothing(case: Case) -> None:
    begun = case.provider.begin(back=BACK, language="ja", now=NOW)
    with pytest.raises(Cancelled):
        case.finish(begun, case.cancel(begun))


def test_what_was_begun_in_another_browser_proves_nothing(case: Case) -> None:
    theirs = case.provider.begin(back=BACK, language="ja", now=NOW)
    mine = case.provider.begin(back=BACK, language="ja", now=NOW)
    with pytest.raises(NotProven):
        case.finish(mine, case.approve(theirs, case.holders[0]))


@pytest.mark.parametrize("sent", [{}, {"state": ""}, {"state": "新しい", "code": "x"}])
def test_what_is_made_up_proves_nothing(case: Case, sent: dict[str, str]) -> None:
    begun = case.provider.begin(back=BACK, language="ja", now=NOW)
    with pytest.raises(NotProven):
        case.finish(begun, sent)


def test_a_proof_that_comes_an_hour_later_is_not_taken(case: Case) -> None:
    with pytest.raises(NotProven):
        case.prove(case.holders[0], now=NOW + timedelta(hours=1))


def test_each_provider_has_a_name_in_both_languages(case: Case) -> None:
    for provider in (case.provider, Failing()):
        assert provider.title.ja
        assert provider.title.en
        assert provider.test is not isinstance(provider, OpenIdConnect)


def test_a_provider_that_is_down_says_so() -> None:
    with pytest.raises(Unavailable):
        Failing().begin(back=BACK, language="ja", now=NOW)
    with pytest.raises(Unavailable):
        Failing().finish(kept={}, sent={}, back=BACK, now=NOW)
    nobody: dict[str, Any] = {"issuer": "http://127.0.0.1:9", "client_id": "naniwa", "client_secret": "x"}
    with pytest.raises(Unavailable):
        OpenIdConnect(key="nobody", title_ja="x", title_en="x", **nobody).begin(back=BACK, language="ja", now=NOW)


@pytest.mark.parametrize(("card", "code"), [("hanako", "9999"), ("hanako", ""), ("ended", "1234"), ("nobody", "1234")])
def test_a_card_needs_its_code_and_must_not_have_ended(card: str, code: str) -> None:
    begun = CardReader().begin(back=BACK, language="ja", now=NOW)
    sent = {"state": begun.kept["state"], "card": card, "code": code}
    with pytest.raises(NotProven):
        CardReader().finish(kept=begun.kept, sent=sent, back=BACK, now=NOW)


def test_a_provider_is_asked_by_code_and_pkce_and_for_the_class_of_proof(elsewhere: Provider) -> None:
    begun = client_of(elsewhere, acr="card").begin(back=BACK, language="en", now=NOW)
    asked = parse_qs(urlsplit(begun.url).query)
    assert asked["response_type"] == ["code"]
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["acr_values"] == ["card"]
    assert asked["ui_locales"] == ["en"]
    assert begun.kept["verifier"] not in begun.url


@pytest.mark.parametrize(
    "lie",
    [
        {"iss": "https://evil.example.jp"},
        {"aud": "another client"},
        {"aud": ["naniwa", "another client"]},
        {"nonce": "of an earlier sign-in"},
        {"exp": int(NOW.timestamp()) - 3600},
        {"acr": "password"},
    ],
)
def test_a_token_that_was_not_made_for_this_sign_in_proves_nothing(elsewhere: Provider, lie: dict[str, Any]) -> None:
    elsewhere.lies = lie
    provider = client_of(elsewhere, acr="card")
    begun = provider.begin(back=BACK, language="ja", now=NOW)
    with pytest.raises(NotProven):
        provider.finish(kept=begun.kept, sent=elsewhere.approve(begun.url, holder="1"), back=BACK, now=NOW)


def test_a_token_signed_by_another_key_proves_nothing(elsewhere: Provider) -> None:
    provider = client_of(elsewhere)
    begun = provider.begin(back=BACK, language="ja", now=NOW)
    sent = elsewhere.approve(begun.url, holder="1")
    elsewhere.signs_with = rsa.generate_private_key(65537, 2048)
    with pytest.raises(NotProven):
        provider.finish(kept=begun.kept, sent=sent, back=BACK, now=NOW)


def test_a_code_is_good_once(elsewhere: Provider) -> None:
    provider = client_of(elsewhere)
    begun = provider.begin(back=BACK, language="ja", now=NOW)
    sent = elsewhere.approve(begun.url, holder="1")
    assert provider.finish(kept=begun.kept, sent=sent, back=BACK, now=NOW).name == "𠮷野 花子"
    with pytest.raises(NotProven):
        provider.finish(kept=begun.kept, sent=sent, back=BACK, now=NOW)


def test_a_provider_that_calls_itself_another_is_not_believed(elsewhere: Provider) -> None:
    elsewhere.issuer = "https://evil.example.jp"
    with pytest.raises(Unavailable):
        client_of(elsewhere).begin(back=BACK, language="ja", now=NOW)
