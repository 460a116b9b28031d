"""An OpenID provider of somebody else's, over real HTTP: as much of one as a client needs, and lies on request."""

import base64
import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "naniwa", "s:ecret/of tests"


@dataclass
class Provider:
    """`lies` are claims to put in place of the true ones; `asked` are the codes given out, each with its question."""

    url: str
    now: datetime
    key: rsa.RSAPrivateKey = field(default_factory=lambda: rsa.generate_private_key(65537, 2048))
    asked: dict[str, dict[str, str]] = field(default_factory=dict)
    lies: dict[str, Any] = field(default_factory=dict)
    issuer: str = ""
    signs_with: rsa.RSAPrivateKey | None = None

    def approve(self, url: str, *, holder: str) -> dict[str, str]:
        """What the browser brings back once the holder has agreed to what `url` asks."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
        code = f"code-{len(self.asked)}"
        self.asked[code] = {**asked, "sub": holder}
        return {"code": code, "state": asked["state"]}

    def token(self, form: dict[str, str], authorization: str) -> dict[str, str] | None:
        asked = self.asked.pop(form.get("code", ""), None)
        pair = "naniwa:s%3Aecret%2Fof%20tests"
        known = authorization == f"Basic {base64.b64encode(pair.encode()).decode()}"
        if asked is None or not known or form["redirect_uri"] != asked["redirect_uri"]:
            return None
        digest = hashlib.sha256(form["code_verifier"].encode()).digest()
        if base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != asked["code_challenge"]:
            return None
        at = int(self.now.timestamp())
        claims = {"iss": self.url, "aud": CLIENT, "sub": asked["sub"], "nonce": asked["nonce"], "iat": at}
        claims |= {"exp": at + 300, "acr": asked.get("acr_values", ""), "name": "𠮷野 花子"} | self.lies
        return {
            "id_token": jwt.encode(claims, self.signs_with or self.key, "RS256", {"kid": "one"}),
            "token_type": "Bearer",
        }

    def keys(self) -> dict[str, Any]:
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
        return {"keys": [{**public, "kid": "one", "use": "sig", "alg": "RS256"}]}


@contextmanager
def serving(now: datetime) -> Iterator[Provider]:
    """Runs on a port of its own."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Pages)
    provider = Provider(f"http://127.0.0.1:{server.server_address[1]}", now)
    server.provider = provider  # type: ignore[attr-defined] # for its pages
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Pages(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        provider = self.server.provider  # type: ignore[attr-defined] # as above
        url = provider.url
        pages: dict[str, dict[str, Any]] = {
            "/.well-known/openid-configuration": {
                "issuer": provider.issuer or url,
                "authorization_endpoint": f"{url}/authorize",
                "token_endpoint": f"{url}/token",
                "jwks_uri": f"{url}/jwks",
            },
            "/jwks": provider.keys(),
        }
        self._say(pages.get(self.path))

    def do_POST(self) -> None:
        sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
        form = {name: values[0] for name, values in parse_qs(sent).items()}
        provider = self.server.provider  # type: ignore[attr-defined] # as above
        self._say(provider.token(form, self.headers["Authorization"]))

    def _say(self, words: dict[str, Any] | None) -> None:
        body = json.dumps(words or {"error": "invalid_grant"}).encode()
        self.send_response(200 if words else 400)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: object) -> None:
        """Nothing is said."""
