"""A service of somebody else's with a page and a button, entered with the one ID: oauthlib and PyJWT over HTTP."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any
from urllib.error import HTTPError
from urllib.parse import parse_qs, urlsplit
from urllib.request import Request, urlopen

import jwt
from oauthlib.oauth2 import WebApplicationClient  # type: ignore[import-untyped] # no types in the lock

PAGE = (
    '<!DOCTYPE html><html lang="ja"><head><meta charset="utf-8"><title>なにわバス</title></head><body><main>{}</main>'
)


@dataclass
class OtherService:
    """`url` is its own address; `left` is set when it was told of a sign-out."""

    url: str
    issuer: str
    client_id: str = ""
    secret: str = ""
    verifier: str = ""
    known: dict[str, Any] = field(default_factory=dict)
    logout: dict[str, Any] = field(default_factory=dict)
    left: Event = field(default_factory=Event)

    def described(self) -> dict[str, Any]:
        return _json(f"{self.issuer}/.well-known/openid-configuration")

    def door(self) -> str:
        client = WebApplicationClient(self.client_id)
        self.verifier = client.create_code_verifier(64)
        challenge = client.create_code_challenge(self.verifier, "S256")
        scope, method = "openid profile", "S256"
        question = client.prepare_request_uri(
            "https://x/", f"{self.url}/back", scope, "st", challenge, method, nonce="no"
        )
        return f"{self.described()['authorization_endpoint']}?{urlsplit(question).query}"

    def enter(self, path: str) -> str:
        """What the page says of who came in."""
        client, described = WebApplicationClient(self.client_id), self.described()
        answer = client.parse_request_uri_response(f"https://x{path}", "st")
        body = client.prepare_request_body(
            answer["code"], f"{self.url}/back", code_verifier=self.verifier, client_secret=self.secret
        )
        told = _json(described["token_endpoint"], body)
        claims = self.verified(told["id_token"])
        bearer = {"Authorization": f"Bearer {told['access_token']}"}
        self.known = claims | {"userinfo": _json(described["userinfo_endpoint"], headers=bearer)}
        return f"<h1>ようこそ、{escape(claims.get('name', 'あなた'))}さん</h1>"

    def verified(self, token: str) -> dict[str, Any]:
        keys = jwt.PyJWKClient(self.described()["jwks_uri"])
        key = keys.get_signing_key_from_jwt(token)
        found: dict[str, Any] = jwt.decode(token, key, ["RS256"], audience=self.client_id, issuer=self.issuer)
        return found

    def told(self, form: dict[str, list[str]]) -> None:
        self.logout = self.verified(form["logout_token"][0])
        self.left.set()


@contextmanager
def serving(issuer: str) -> Iterator[OtherService]:
    """Runs on a port of its own."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Pages)
    service = OtherService(f"http://127.0.0.1:{server.server_address[1]}", issuer)
    server.service = service  # type: ignore[attr-defined] # for its pages
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield service
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Pages(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        service: OtherService = self.server.service  # type: ignore[attr-defined] # as above
        if self.path.startswith("/back"):
            self._say(service.enter(self.path))
        elif self.path != "/":
            self._say("")  # a browser looks for the service's icon
        else:
            self._say(f'<h1>なにわバス</h1><p><a href="{escape(service.door())}">大阪府のIDでログイン</a></p>')

    def do_POST(self) -> None:
        sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.server.service.told(parse_qs(sent))  # type: ignore[attr-defined] # as above
        self._say("")

    def _say(self, words: str) -> None:
        body = PAGE.format(words).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: object) -> None:
        """Nothing is said."""


def _json(url: str, body: str | None = None, headers: dict[str, str] | None = None) -> dict[str, Any]:
    request = Request(url, body.encode() if body else None, headers or {})  # noqa: S310 - of this machine
    try:
        with urlopen(request, timeout=20) as answer:  # noqa: S310 - as above
            found: dict[str, Any] = json.load(answer)
            return found
    except HTTPError as refused:
        raise AssertionError(refused.read()) from refused
