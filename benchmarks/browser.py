"""A browser without a screen, on a connection of its own: cookies, forms, redirects. Thousands fit into one process."""

import asyncio
import re
import time
from collections.abc import Mapping
from urllib.parse import urlencode, urlsplit

from benchmarks.crowd import LIMIT, Seen, answer

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
SEEN = re.compile(r'name="seen" value="([^"]*)"')
BOUNDARY = "----naniwa-benchmark"
PATIENCE = 60.0
GONE = (OSError, TimeoutError, asyncio.IncompleteReadError)


class Refused(Exception):
    """The site answered with an error, or did not answer."""


class Browser:
    """Writes the seconds of each answer and every error into `seen`, under the kind of page that is asked for."""

    def __init__(self, port: int, seen: Seen, cookies: Mapping[str, str] | None = None) -> None:
        self.port, self.seen, self.cookies = port, seen, dict(cookies or {})
        self._pair: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def get(self, path: str, kind: str) -> tuple[str, str]:
        """(address after redirects, page). Raises Refused."""
        return await self._ask("GET", path, kind)

    async def post(
        self,
        path: str,
        page: str,
        fields: Mapping[str, str],
        kind: str,
        files: Mapping[str, tuple[str, bytes]] | None = None,
    ) -> tuple[str, str]:
        """Press the button of a form; `files` are name and content by field. Raises Refused."""
        hidden = hidden_fields(page)
        if not hidden:
            raise Refused(f"no form on {path}")
        if files:
            return await self._ask(
                "POST", path, kind, _parts({**hidden, **fields}, files), f"multipart/form-data; boundary={BOUNDARY}"
            )
        body = urlencode({**hidden, **fields}).encode()
        return await self._ask("POST", path, kind, [body], "application/x-www-form-urlencoded")

    def close(self) -> None:
        if self._pair:
            self._pair[1].close()
            self._pair = None

    async def _ask(
        self, method: str, path: str, kind: str, body: list[bytes] | None = None, media_type: str = ""
    ) -> tuple[str, str]:
        began = time.monotonic()
        try:
            status, head, text = await asyncio.wait_for(self._exchange(method, path, body, media_type), PATIENCE)
        except GONE as error:
            self.close()
            self.seen.errors.append(f"{kind}: {type(error).__name__}")
            raise Refused(kind) from error
        self.seen.times.setdefault(kind, []).append(time.monotonic() - began)
        for line in head:
            name, _, value = line.partition(":")
            if name.lower() == "set-cookie":
                key, _, rest = value.strip().partition("=")
                self.cookies[key] = rest.partition(";")[0]
            elif name.lower() == "location" and status in {302, 303}:
                return await self._ask("GET", urlsplit(value.strip()).path, kind)
        if status != 200:
            self.seen.errors.append(f"{kind}: {status}")
            raise Refused(f"{path}: {status}")
        return path, text.decode()

    async def _exchange(
        self, method: str, path: str, body: list[bytes] | None, media_type: str
    ) -> tuple[int, list[str], bytes]:
        if self._pair is None:
            self._pair = await asyncio.open_connection("127.0.0.1", self.port, limit=LIMIT)
        reader, writer = self._pair
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        head = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Language: ja\r\nCookie: {cookies}\r\n"
        if body is not None:
            length = sum(map(len, body))
            head += f"Content-Type: {media_type}\r\nContent-Length: {length}\r\nReferer: http://127.0.0.1/\r\n"
        writer.write(f"{head}\r\n".encode())
        for part in body or ():
            writer.write(part)
            await writer.drain()
        return await answer(reader)


def hidden_fields(page: str) -> dict[str, str]:
    """What the form of a page sends along; nothing where there is no form."""
    token, seen = TOKEN.search(page), SEEN.search(page)
    return ({"csrfmiddlewaretoken": token[1]} | ({"seen": seen[1]} if seen else {})) if token else {}


def _parts(fields: Mapping[str, str], files: Mapping[str, tuple[str, bytes]]) -> list[bytes]:
    parts = []
    for name, value in fields.items():
        parts.append(f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode())
    for name, (file, content) in files.items():
        head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"; filename="{file}"\r\n'
        parts += [f"{head}Content-Type: application/octet-stream\r\n\r\n".encode(), content, b"\r\n"]
    return [*parts, f"--{BOUNDARY}--\r\n".encode()]
