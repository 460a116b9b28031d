"""The plain check-in, answered before Django: many of them share a commit (docs/decisions/0039).

Whatever is not plain (a wrong address, a closed venue, an old browser) is handed on to `views.visiting`.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from io import BytesIO
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

from django.conf import settings
from django.db import DatabaseError, close_old_connections
from django.urls import reverse
from django.utils import timezone

from naniwa.kernel.people import operations as people
from naniwa.library.networks import counted_as
from naniwa.services.check_ins.operations import checking_in
from naniwa.services.check_ins.operations.batching import Batch
from naniwa.services.check_ins.operations.checking_in import Place, Row
from naniwa.services.check_ins.queries import venues
from naniwa.services.check_ins.rules.broken import BrokenRule, Busy
from naniwa.services.check_ins.rules.pacing import Window
from naniwa.services.check_ins.views import visiting
from naniwa.services.check_ins.views.asked import language_in, waited_in

type Environ = dict[str, Any]
MOST_BYTES = 4096
REMEMBERED = 30.0
"""Seconds for which a process knows a venue and the officer's key without asking again."""
MOST_VENUES = 20_000
AN_HOUR = 3600.0
MOST, MOST_MAILED = 20_000, 2_000
"""Check-ins of one client in an hour before the view counts it across processes; and those that bring a mail."""
DEFER_AGAIN = 2.0
WAIT = "混み合っています。少し待ってから、もう一度押してください。 Many people are checking in. Please press again."


@dataclass(frozen=True, slots=True)
class Asked:
    """A plain check-in, as its form says it."""

    code: str
    proof: str
    email: str
    press: UUID
    language: str
    waited: str
    remember: bool
    typed: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """Status line, headers, body."""

    status: str
    headers: list[tuple[str, str]]
    body: bytes = b""


_places: dict[str, tuple[float, Place]] = {}
_keys: dict[str, tuple[float, bytes]] = {}
_clients = Window(AN_HOUR)
_deferred = [0.0]


def answer(environ: Environ) -> Answer | None:
    """The answer to a plain check-in; None hands the request on, its body put back."""
    if environ.get("REQUEST_METHOD") != "POST" or not str(environ.get("PATH_INFO", "")).startswith("/c/"):
        return None
    asked = _asked(environ) if _ours(environ) else None
    count = _clients.count(_client(environ), at=time.monotonic())
    if asked is None or count > MOST:
        return None
    try:
        row = _row(asked, mail=count <= MOST_MAILED)
        if row is not None:
            BATCH.add(row)
    except (Busy, DatabaseError, OSError):
        return _busy()
    except BrokenRule:
        return None
    return _done(asked) if row is not None else None


def forget_remembered() -> None:
    """Ask anew for venues and the key."""
    _places.clear()
    _keys.clear()


def _commit(rows: Sequence[Row]) -> None:
    now = timezone.now()
    try:
        written = checking_in.commit(rows, now=now)
        if written.mails and time.monotonic() - _deferred[0] > DEFER_AGAIN:
            _deferred[0] = time.monotonic()
            checking_in.ask_for_delivery()
    finally:
        close_old_connections()


BATCH: Batch[Row] = Batch(_commit)


def _ours(environ: Environ) -> bool:
    """A form of our own page (no other site's, not without TLS), and small."""
    own = urlsplit(settings.SITE_URL)
    if environ.get("HTTP_ORIGIN") != f"{own.scheme}://{own.netloc}":
        return False
    secure = environ.get("HTTP_X_FORWARDED_PROTO") == "https" or not getattr(settings, "SECURE_SSL_REDIRECT", False)
    form = str(environ.get("CONTENT_TYPE", "")).partition(";")[0] == "application/x-www-form-urlencoded"
    size = str(environ.get("CONTENT_LENGTH", ""))
    return secure and form and size.isdecimal() and 0 < int(size) <= MOST_BYTES


def _asked(environ: Environ) -> Asked | None:
    parts = str(environ["PATH_INFO"]).strip("/").split("/")
    if len(parts) not in {2, 3} or not str(environ["PATH_INFO"]).endswith("/"):
        return None
    raw = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
    environ["wsgi.input"] = BytesIO(raw)
    try:
        given = {key: values[-1] for key, values in parse_qs(raw.decode(), keep_blank_values=True).items()}
        cookies = _cookies(environ)
        email = given["email"] if "email" in given else visiting.remembered(cookies.get(visiting.COOKIE, ""))
        accepted = str(environ.get("HTTP_ACCEPT_LANGUAGE", ""))
        return Asked(
            code=parts[1],
            proof=parts[2] if len(parts) == 3 else "",  # noqa: PLR2004 - /c/code/proof/
            email=people.normal(email),
            press=UUID(given["number"]),
            language=language_in(given.get("language", ""), cookies, accepted),
            waited=given.get("waited", ""),
            remember=given.get("remember") == "on",
            typed="email" in given,
        )
    except (people.NotAnAddress, ValueError, KeyError):
        return None


def _row(asked: Asked, *, mail: bool) -> Row | None:
    """Raises BrokenRule."""
    place, now = _place(asked.code), timezone.now()
    if place is None:
        return None
    checking_in.check_proof(place, asked.proof, now=now)
    return checking_in.prepare(
        place=place,
        email=asked.email,
        press=asked.press,
        language=asked.language,
        key=_key(),
        now=now,
        waited=waited_in(asked.waited),
        mail=mail,
    )


def _place(code: str) -> Place | None:
    """Raises NotThen for a closed venue."""
    known, at = _places.get(code), time.monotonic()
    if known and at - known[0] < REMEMBERED:
        return known[1]
    try:
        venue = venues.by_code(code)
    finally:
        close_old_connections()
    if venue is None:
        return None
    if len(_places) >= MOST_VENUES:
        _places.clear()
    _places[code] = (at, Place.of(venue))
    return _places[code][1]


def _key() -> bytes:
    known, at = _keys.get(""), time.monotonic()
    if known and at - known[0] < REMEMBERED:
        return known[1]
    try:
        _keys[""] = (at, checking_in.officer_key())
    finally:
        close_old_connections()
    return _keys[""][1]


def _cookies(environ: Environ) -> dict[str, str]:
    try:
        return {name: morsel.value for name, morsel in SimpleCookie(environ.get("HTTP_COOKIE", "")).items()}
    except CookieError:
        return {}


def _client(environ: Environ) -> str:
    header = settings.ENVIRONMENT.client_address_header
    named = environ.get(f"HTTP_{header.upper().replace('-', '_')}" if header else "REMOTE_ADDR", "")
    return counted_as(str(named).rpartition(",")[2].strip())


def _done(asked: Asked) -> Answer:
    headers = [
        ("Location", reverse("check_ins:done", args=[asked.code])),
        ("Content-Length", "0"),
        ("Cache-Control", "no-store"),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "same-origin"),
    ]
    if asked.remember or asked.typed:
        headers.append(("Set-Cookie", _cookie(asked)))
    return Answer("302 Found", headers)


def _cookie(asked: Asked) -> str:
    path, secure = reverse("check_ins:codes"), "; Secure" if settings.SESSION_COOKIE_SECURE else ""
    if not asked.remember:
        return f"{visiting.COOKIE}=; Max-Age=0; Path={path}"
    jar: SimpleCookie = SimpleCookie()
    jar[visiting.COOKIE] = visiting.keep(asked.email)
    value = jar[visiting.COOKIE].OutputString()
    return f"{value}; Max-Age={visiting.KEPT}; Path={path}; HttpOnly; SameSite=Lax{secure}"


def _busy() -> Answer:
    words = WAIT.encode()
    headers = [
        ("Content-Type", "text/plain; charset=utf-8"),
        ("Content-Length", str(len(words))),
        ("Retry-After", "3"),
        ("Cache-Control", "no-store"),
    ]
    return Answer("503 Service Unavailable", headers, words)
