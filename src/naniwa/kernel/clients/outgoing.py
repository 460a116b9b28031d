"""Posting to an address that a partner named, without letting that address lead into our own network.

The name is resolved once, every address it has must be public, and the connection goes to the address that was checked;
a redirect is an answer like any other and is not followed.
"""

import ipaddress
import socket
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from threading import Timer
from urllib.parse import SplitResult, urlsplit

from django.conf import settings

CONNECT_SECONDS = 5.0
WHOLE_SECONDS = 10.0
LONGEST = 500
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class NotAllowed(Exception):
    """The address is no https:// address of the public internet."""


class NotDelivered(Exception):
    """No answer, or none that says yes; the message tells which, in a word or a number."""


def check_url(url: str) -> SplitResult:
    """The parts of an address that may be posted to, as far as its text tells. Raises NotAllowed."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise NotAllowed from error
    schemes = {"https", "http"} if settings.WEBHOOKS_MAY_STAY_LOCAL else {"https"}
    plain = url.isascii() and url.isprintable() and " " not in url and len(url) <= LONGEST
    if not plain or parts.scheme not in schemes or not parts.hostname or port == 0:
        raise NotAllowed
    if parts.username is not None or parts.password is not None or parts.fragment:
        raise NotAllowed
    return parts


def check_reachable(url: str) -> None:
    """Also look the name up, to tell the administrator at once. Raises NotAllowed, NotDelivered."""
    _resolve(check_url(url))


def post(url: str, body: bytes, headers: Mapping[str, str]) -> int:
    """The status of the answer, one of 200 to 299. Raises NotAllowed, NotDelivered."""
    parts = check_url(url)
    address = _resolve(parts)
    try:
        with socket.create_connection(address, timeout=CONNECT_SECONDS) as plain, _cut_off(plain):
            status = _answer(_connection(parts, plain), parts, body, headers)
    except (OSError, HTTPException) as error:
        raise NotDelivered(type(error).__name__) from error
    if not 200 <= status < 300:  # noqa: PLR2004 - the statuses that say yes
        raise NotDelivered(str(status))
    return status


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the public internet, also where it wraps another one."""
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo[1] if found.teredo else None)
        if inner is None and found in _NAT64:
            inner = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        if inner is not None and not is_public(str(inner)):
            return False
    return found.is_global and not found.is_multicast


def _resolve(parts: SplitResult) -> tuple[str, int]:
    """The first address of the name, once all of them are seen to be public."""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        found = socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NotDelivered("no such name") from error
    addresses = [str(one[4][0]) for one in found]
    if not settings.WEBHOOKS_MAY_STAY_LOCAL and not all(map(is_public, addresses)):
        raise NotAllowed
    return addresses[0], port


@contextmanager
def _cut_off(opened: socket.socket) -> Iterator[None]:
    """A receiver that gives its answer byte by byte, or none, is cut off when the whole time is over.

    A second handle to the connection ends it for all: closing one only would leave a reader waiting at the other.
    """
    handle = opened.dup()
    watch = Timer(WHOLE_SECONDS, _shut, [handle])
    watch.daemon = True
    watch.start()
    try:
        yield
    finally:
        watch.cancel()
        watch.join()
        handle.close()


def _shut(handle: socket.socket) -> None:
    with suppress(OSError):
        handle.shutdown(socket.SHUT_RDWR)


def _connection(parts: SplitResult, opened: socket.socket) -> HTTPConnection:
    """Over a line to the address that was checked, under the name that was asked for."""
    host, port = parts.hostname or "", opened.getpeername()[1]
    if parts.scheme == "http":
        plain = HTTPConnection(host, port)
        plain.sock = opened
        return plain
    context = ssl.create_default_context()
    secure = HTTPSConnection(host, port, context=context)
    secure.sock = context.wrap_socket(opened, server_hostname=host)
    return secure


def _answer(connection: HTTPConnection, parts: SplitResult, body: bytes, headers: Mapping[str, str]) -> int:
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        connection.request("POST", target, body=body, headers={"User-Agent": "Naniwa-Webhooks/1", **headers})
        return connection.getresponse().status
    finally:
        connection.close()
