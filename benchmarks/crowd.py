"""Many people on connections of their own, each of whom looks at a page, thinks, and looks at the next."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

LIMIT = 1 << 20


@dataclass
class Seen:
    """Seconds for each page by its kind, and what went wrong."""

    times: dict[str, list[float]] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)

    @property
    def all(self) -> list[float]:
        return [one for times in self.times.values() for one in times]


type Choose = Callable[[Random], tuple[str, str]]
"""The kind of the next page and its address."""


async def crowd(port: int, sessions: list[str], choose: Choose, *, think: float, seconds: float) -> Seen:
    """Everybody comes within one thinking time; then it lasts `seconds`, of which all is counted."""
    seen = Seen()
    start = time.monotonic() + think
    dice = [Random(number) for number in range(len(sessions))]  # noqa: S311 - who looks at what
    pairs = zip(sessions, dice, strict=True)
    await asyncio.gather(
        *(_one(port, *pair, choose, seen, think=think, start=start, seconds=seconds) for pair in pairs)
    )
    return seen


async def _one(
    port: int, session: str, random: Random, choose: Choose, seen: Seen, *, think: float, start: float, seconds: float
) -> None:
    due = start - think * random.random()
    reader = writer = None
    while due < start + seconds:
        await asyncio.sleep(max(0.0, due - time.monotonic()))
        kind, path = choose(random)
        began = time.monotonic()
        try:
            if writer is None or reader is None:
                reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=LIMIT)
            status = await asyncio.wait_for(_get(reader, writer, path, session), 30)
        except (OSError, TimeoutError, asyncio.IncompleteReadError) as error:
            seen.errors.append(f"{kind}: {type(error).__name__}")
            reader = writer = None
        else:
            if status != 200:
                seen.errors.append(f"{kind}: {status}")
            if began >= start:
                seen.times.setdefault(kind, []).append(time.monotonic() - began)
        due += think
    if writer is not None:
        writer.close()


async def _get(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, path: str, session: str) -> int:
    writer.write(
        f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Language: ja\r\nCookie: sessionid={session}\r\n\r\n".encode()
    )
    await writer.drain()
    status, _, _ = await answer(reader)
    return status


async def answer(reader: asyncio.StreamReader) -> tuple[int, list[str], bytes]:
    """Status, lines of the head, and body of what a server answers."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    length = next((line.partition(":")[2] for line in head if line.lower().startswith("content-length:")), "")
    if length:
        body = await reader.readexactly(int(length))
    else:
        body = b""
        while size := int(await reader.readline(), 16):
            body += (await reader.readexactly(size + 2))[:-2]
        await reader.readline()
    return int(head[0].split(" ", 2)[1]), head, body
