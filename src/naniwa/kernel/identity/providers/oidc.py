"""An OpenID Connect client: another service proves who somebody is, by authorisation code with PKCE.

The Digital Agency's app for Individual Number Cards (デジタル認証アプリ) speaks this; so does any other provider.
"""

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_urlsafe
from typing import Any
from urllib.error import URLError
from urllib.parse import quote, urlencode, urlsplit
from urllib.request import Request, urlopen

import jwt

from naniwa.kernel.consent.purposes import Words
from naniwa.kernel.identity.providers.port import Begun, Cancelled, NotProven, Proof, Unavailable

LASTS = timedelta(minutes=15)
SECONDS = 10.0
LARGEST = 256 * 1024
LEEWAY = timedelta(seconds=60)
ALGORITHMS = ["RS256", "PS256", "ES256"]
CANCELS = frozenset({"access_denied", "interaction_required", "login_required"})


@dataclass(frozen=True, kw_only=True)
class OpenIdConnect:
    """`acr`, where given, is the class of proof that the provider has to assert, as in `urn:...:card`."""

    key: str
    issuer: str
    client_id: str
    client_secret: str
    title_ja: str
    title_en: str
    scope: str = "openid profile"
    acr: str = ""
    test: bool = False

    @property
    def title(self) -> Words:
        return Words(ja=self.title_ja, en=self.title_en)

    def begin(self, *, back: str, language: str, now: datetime) -> Begun:
        kept = {name: token_urlsafe(32) for name in ("state", "nonce", "verifier")}
        challenge = hashlib.sha256(kept["verifier"].encode()).digest()
        asked = {
            "response_type": "code",
            "client_id": self.client_id,
            "redirect_uri": back,
            "scope": self.scope,
            "state": kept["state"],
            "nonce": kept["nonce"],
            "code_challenge": base64.urlsafe_b64encode(challenge).rstrip(b"=").decode(),
            "code_challenge_method": "S256",
            "ui_locales": "en" if language == "en" else "ja",
        } | ({"acr_values": self.acr} if self.acr else {})
        door = str(self._described()["authorization_endpoint"])
        joined = "&" if "?" in door else "?"
        return Begun(f"{door}{joined}{urlencode(asked)}", {**kept, "until": (now + LASTS).isoformat()})

    def finish(self, *, kept: Mapping[str, str], sent: Mapping[str, str], back: str, now: datetime) -> Proof:
        if not kept or not hmac.compare_digest(kept["state"].encode(), sent.get("state", "").encode()):
            raise NotProven
        if now >= datetime.fromisoformat(kept["until"]) or sent.get("iss", self.issuer) != self.issuer:
            raise NotProven
        if sent.get("error") in CANCELS:
            raise Cancelled
        if not sent.get("code"):
            raise NotProven
        described = self._described()
        told = self._exchange(str(described["token_endpoint"]), sent["code"], kept["verifier"], back)
        claims = self._claims(str(told.get("id_token", "")), str(described["jwks_uri"]), now)
        if not hmac.compare_digest(str(claims.get("nonce", "")).encode(), kept["nonce"].encode()):
            raise NotProven
        if self.acr and claims.get("acr") != self.acr:
            raise NotProven
        return Proof(f"{self.issuer} {claims['sub']}", str(claims.get("name", ""))[:200])

    def _described(self) -> dict[str, Any]:
        """Raises Unavailable, also where another issuer speaks than was asked."""
        described = _json(f"{self.issuer.rstrip('/')}/.well-known/openid-configuration")
        if described.get("issuer") != self.issuer:
            raise Unavailable(self.key)
        return described

    def _exchange(self, url: str, code: str, verifier: str, back: str) -> dict[str, Any]:
        form = {"grant_type": "authorization_code", "code": code, "redirect_uri": back, "code_verifier": verifier}
        pair = f"{quote(self.client_id, safe='')}:{quote(self.client_secret, safe='')}"
        headers = {"Authorization": f"Basic {base64.b64encode(pair.encode()).decode()}"}
        return _json(url, urlencode(form).encode(), headers)

    def _claims(self, token: str, keys_url: str, now: datetime) -> dict[str, Any]:
        """What the provider signed for us. Raises NotProven, Unavailable."""
        try:
            named = jwt.get_unverified_header(token).get("kid")
            keys = jwt.PyJWKSet.from_dict(_json(keys_url)).keys
            key = next(key for key in keys if key.key_id == named)
            claims: dict[str, Any] = jwt.decode(
                token, key, ALGORITHMS, {"verify_exp": False, "verify_iat": False, "require": ["exp", "iat", "sub"]},
                audience=self.client_id, issuer=self.issuer,
            )  # fmt: skip
        except (jwt.PyJWTError, StopIteration) as error:
            raise NotProven from error
        several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
        if now.timestamp() >= float(claims["exp"]) + LEEWAY.total_seconds() or (
            several and claims.get("azp") != self.client_id
        ):
            raise NotProven
        return claims


def _json(url: str, body: bytes | None = None, headers: Mapping[str, str] | None = None) -> dict[str, Any]:
    """What a provider answers. Raises Unavailable, or NotProven where it says no."""
    if urlsplit(url).scheme not in {"https", "http"}:
        raise Unavailable
    request = Request(url, body, {"Accept": "application/json", **(headers or {})})  # noqa: S310 - its scheme was looked at
    try:
        with urlopen(request, timeout=SECONDS) as answer:  # noqa: S310 - as above
            found = json.loads(answer.read(LARGEST))
    except (URLError, OSError, ValueError) as error:
        if 400 <= getattr(error, "code", 0) < 500:  # noqa: PLR2004 - the statuses that say no
            raise NotProven from error
        raise Unavailable from error
    if not isinstance(found, dict):
        raise Unavailable
    return found
