"""The local provider over HTTP: a WSGI program that merchants and people's browsers talk to."""

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from http import HTTPStatus
from pathlib import Path
from socketserver import ThreadingMixIn
from threading import Thread
from typing import Any
from urllib.parse import parse_qs
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from naniwa.kernel.fees.local_provider import pages, settling
from naniwa.kernel.fees.local_provider.book import Book, Order, Refused
from naniwa.kernel.fees.local_provider.calling import Caller, Mischief

type Environ = dict[str, Any]
type Answer = tuple[int, str, bytes, dict[str, str]]

LONGEST = 64 * 1024
KNOWN = ("number", "method", "amount_yen", "capture", "title", "return_url", "notify_url", "language")
JSON, HTML, CSV = "application/json", "text/html; charset=utf-8", "text/csv; charset=utf-8"


@dataclass
class Provider:
    """One provider with its book and its caller; `base` is where people's browsers reach it."""

    base: str
    key: str
    book: Book
    caller: Caller
    faults: frozenset[settling.Fault] = frozenset()

    def __call__(self, environ: Environ, start: Callable[[str, list[tuple[str, str]]], object]) -> Iterable[bytes]:
        status, kind, body, headers = self._answer(environ)
        headers = {"Content-Type": kind, "Content-Length": str(len(body)), "Cache-Control": "no-store", **headers}
        start(f"{status} {HTTPStatus(status).phrase}", list(headers.items()))
        return [body]

    def _answer(self, environ: Environ) -> Answer:
        verb, path = environ["REQUEST_METHOD"], environ["PATH_INFO"].strip("/").split("/")
        body = environ["wsgi.input"].read(min(LONGEST, int(environ.get("CONTENT_LENGTH") or 0)))
        if path[0] == "pay" and len(path) == 2:  # noqa: PLR2004 - pay/token
            return self._visited(verb, path[1], body)
        if environ.get("HTTP_AUTHORIZATION") != f"Bearer {self.key}":
            return _json({"code": "unknown_merchant"}, 401)
        try:
            return self._asked(verb, path, body)
        except Refused as refused:
            code = str(refused)
            return _json({"code": code}, 404 if code == "unknown_order" else 409)
        except (ValueError, KeyError, TypeError) as error:
            return _json({"code": "unreadable", "about": str(error)}, 400)

    def _asked(self, verb: str, path: list[str], body: bytes) -> Answer:
        now, said = datetime.now(UTC), json.loads(body or b"{}")  # noqa: TID251 - a machine of its own has a clock of its own
        match verb, path:
            case "POST", ["v1", "orders"]:
                order = self.book.open(**{name: said[name] for name in KNOWN})
                return _json({"reference": order.reference, "page": f"{self.base}/pay/{order.token}"})
            case "GET", ["v1", "orders", number]:
                return _json(_known(self.book.find(number)))
            case "POST", ["v1", "orders", number, act]:
                return self._told(self.book.find(number), act, said, now)
            case "GET", ["v1", "settlements", file]:
                return 200, CSV, self._file(date.fromisoformat(file.removesuffix(".csv"))), {}
        return _json({"code": "unknown_address"}, 404)

    def _file(self, day: date) -> bytes:
        return settling.file(self.book.of_day(day), self.faults)

    def _told(self, order: Order, act: str, said: dict[str, Any], now: datetime) -> Answer:
        match act:
            case "capture":
                news = self.book.take(order, int(said["amount_yen"]), now=now)
            case "void":
                news = self.book.void(order)
            case "refunds":
                news = self.book.refund(order, str(said["refund"]), int(said["amount_yen"]), now=now)
            case _:
                return _json({"code": "unknown_address"}, 404)
        self.caller.tell(order, news, now=now)
        return _json(_known(order))

    def _visited(self, verb: str, token: str, body: bytes) -> Answer:
        """What a person's browser asks for."""
        order = self.book.by_token(token)
        if order is None:
            return 404, HTML, pages.gone().encode(), {}
        over = order.authorised or order.voided
        if verb != "POST":
            return 200, HTML, pages.page(order, over=over).encode(), {}
        now = datetime.now(UTC)  # noqa: TID251 - a machine of its own has a clock of its own
        act = parse_qs(body.decode()).get("act", [""])[0]
        news = self.book.pay(order, now=now) if act == "pay" else self.book.fail(order) if act == "fail" else []
        self.caller.tell(order, news, now=now)
        return 303, HTML, b"", {"Location": order.return_url}


def _json(said: object, status: int = 200) -> Answer:
    return status, JSON, json.dumps(said).encode(), {}


def _known(order: Order) -> dict[str, Any]:
    known = {name: asdict(order)[name] for name in ("number", "authorised", "captured_yen", "voided", "failed")}
    return {**known, "refunds": [{"refund": name, "amount_yen": yen} for name, yen in order.refunds.items()]}


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Silent(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as it is called there
        """Nothing is logged: addresses hold tokens."""


@contextmanager
def local_provider(
    *,
    key: str,
    secret: str,
    port: int = 0,
    file: Path | None = None,
    mischief: Mischief | None = None,
    faults: frozenset[settling.Fault] = frozenset(),
) -> Iterator[Provider]:
    """Run a provider on this port of this machine, or on a free one, until the block ends."""
    caller = Caller(secret, mischief or Mischief())
    provider = Provider("", key, Book(file), caller, faults)
    with make_server("127.0.0.1", port, provider, server_class=_Server, handler_class=_Silent) as server:
        provider.base = f"http://127.0.0.1:{server.server_port}"
        caller.start()
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield provider
        finally:
            caller.stop()
            server.shutdown()
