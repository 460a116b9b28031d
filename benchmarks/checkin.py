"""Check-ins over HTTP, as fast as a crowd of phones sends them, for ten minutes; then everything is killed -9.

Bar on two cores, load generator included: 1,000 durable check-ins a second, p99 at most 500 ms, none that was
acknowledged lost. Each brings its completion mail (queued, not sent). The rate is also told as a ratio to what the
disc can sync by itself, one write after the other: commits are shared.
"""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from selectors import EVENT_READ, BaseSelector, DefaultSelector, SelectorKey
from threading import Timer
from urllib.request import urlopen
from uuid import UUID, uuid4

import psycopg

from benchmarks.support import Site, cpu_seconds, percentile, report, site
from naniwa.library.postgres import start_server

SECONDS, PHONES = float(os.environ.get("SECONDS", "600")), int(os.environ.get("PHONES", "64"))
PEOPLE, VENUES = 200_000, 200
BAR = {"check_ins_per_second": 1_000, "p99_ms": 500, "lost": 0, "errors": 0}
CHUNK = 20_000


@dataclass
class Seen:
    """Numbers that were acknowledged, seconds of each, and what went wrong."""

    acknowledged: list[UUID] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


def main() -> None:
    os.environ["NANIWA_CLIENT_ADDRESS_HEADER"] = "X-Real-IP"
    syncs = _syncs_a_second()
    with site() as one:
        codes = _venues()
        _warm(one, codes)
        before = cpu_seconds(one.web), cpu_seconds(one.database)
        seen, seconds = _crowd(one, codes, seconds=SECONDS)
        used = cpu_seconds(one.web) - before[0], cpu_seconds(one.database) - before[1]
        killed = _until_killed(one, codes)
        lost = _lost(one, seen.acknowledged + killed.acknowledged)
    rate, p99 = len(seen.times) / seconds, round(1000 * percentile(seen.times, 0.99))
    figures = {
        "seconds": round(seconds),
        "phones": PHONES,
        "check_ins": len(seen.times),
        "check_ins_per_second": round(rate),
        "p50_ms": round(1000 * percentile(seen.times, 0.5)),
        "p99_ms": p99,
        "disc_syncs_per_second": round(syncs),
        "ratio_to_disc": round(rate / syncs, 2),
        "web_cpu_s": round(used[0], 1),
        "database_cpu_s": round(used[1], 1),
        "acknowledged_until_killed": len(killed.acknowledged),
        "lost": lost,
        "errors": len(seen.errors),
        "first_errors": sorted(set(seen.errors))[:5],
    }
    ok = rate >= BAR["check_ins_per_second"] and p99 <= BAR["p99_ms"] and lost == 0 and not seen.errors
    report("checkin", figures, bar=BAR, ok=ok)


def _venues() -> list[str]:
    """Codes of open venues, with the officer's key that addresses are sealed to."""
    from django.utils import timezone

    from naniwa.services.check_ins.tests import places

    places.with_key()
    return [places.venue(name=f"店{number}", now=timezone.now()).code for number in range(VENUES)]


def _warm(one: Site, codes: list[str]) -> None:
    """Each process has loaded its pages, as after the first visitors of a day."""
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda code: urlopen(f"{one.url}/c/{code}/", timeout=60).read(), codes[:32]))  # noqa: S310 - our own


def _crowd(one: Site, codes: list[str], *, seconds: float, first: int = 0) -> tuple[Seen, float]:
    """Phones on connections of their own: each sends the next check-in, of another person at another venue, after its
    answer. One thread and no coroutines, as what this costs is taken from the site.
    """
    seen, began = Seen(), time.monotonic()
    with DefaultSelector() as selector:
        for number in range(first, first + PHONES):
            phone = _Phone(socket.create_connection(("127.0.0.1", one.port)), Random(number))  # noqa: S311 - who is where
            selector.register(phone.connection, EVENT_READ, phone)
            phone.send(one, codes)
        while selector.get_map():
            for key, _events in selector.select(30) or _too_late(selector, seen):
                if not key.data.heard(seen) or time.monotonic() >= began + seconds or not key.data.send(one, codes):
                    selector.unregister(key.fileobj)
                    key.data.connection.close()
    return seen, time.monotonic() - began


def _too_late(selector: BaseSelector, seen: Seen) -> list[tuple[SelectorKey, int]]:
    """Nobody was answered for half a minute."""
    for key in list(selector.get_map().values()):
        seen.errors.append("no answer")
        selector.unregister(key.fileobj)
        key.data.connection.close()
    return []


@dataclass(eq=False)
class _Phone:
    connection: socket.socket
    random: Random
    press: UUID = field(default_factory=uuid4)
    began: float = 0.0

    def send(self, one: Site, codes: list[str]) -> bool:
        """False where the connection is gone."""
        self.press, self.began = uuid4(), time.monotonic()
        email = f"p{self.random.randrange(PEOPLE)}@example.jp"
        try:
            self.connection.sendall(_request(one, self.random.choice(codes), email, self.press, self.random))
        except OSError:
            return False
        return True

    def heard(self, seen: Seen) -> bool:
        """Take what came; False where the connection is gone. Whatever comes in two pieces is no answer of ours."""
        try:
            answer = self.connection.recv(65_536)
        except OSError as error:
            seen.errors.append(type(error).__name__)
            return False
        if answer.startswith(b"HTTP/1.1 302 ") and answer.endswith(b"\r\n\r\n"):
            seen.acknowledged.append(self.press)
            seen.times.append(time.monotonic() - self.began)
        else:
            seen.errors.append(f"{answer[:80]!r}")
        return bool(answer)


def _request(one: Site, code: str, email: str, press: UUID, random: Random) -> bytes:
    body = f"email={email.replace('@', '%40')}&number={press}&waited=0&remember=on"
    lines = [
        f"POST /c/{code}/ HTTP/1.1",
        f"Host: 127.0.0.1:{one.port}",
        f"Origin: {one.url}",
        f"X-Real-IP: 10.{random.randrange(256)}.{random.randrange(256)}.{random.randrange(256)}",
        "Content-Type: application/x-www-form-urlencoded",
        f"Content-Length: {len(body)}",
        "",
        body,
    ]
    return "\r\n".join(lines).encode()


def _until_killed(one: Site, codes: list[str]) -> Seen:
    """Check-ins go on while everything is killed at once."""
    killing = Timer(3, _kill, [one])
    killing.start()
    seen, _seconds = _crowd(one, codes, seconds=30, first=1_000)
    killing.join()
    return seen


def _kill(one: Site) -> None:
    for kind in (signal.SIGSTOP, signal.SIGKILL):
        for pid in (*_below(one.web), *_below(one.database)):
            try:
                os.kill(pid, kind)
            except ProcessLookupError:
                continue


def _below(root: int) -> Iterator[int]:
    yield root
    for tasks in Path(f"/proc/{root}/task").glob("*/children"):
        for pid in tasks.read_text().split():
            yield from _below(int(pid))


def _lost(one: Site, acknowledged: list[UUID]) -> int:
    """How many of them the database does not have after it started again."""
    from django.db import connections

    connections.close_all()
    assert one.server.use is not None
    assert one.server.folder is not None
    one.server.use.close()
    again = start_server(one.server.folder.parent)
    one.server.use, one.server.running = again.use, again.running
    there = 0
    with psycopg.connect(one.server.url("postgres"), autocommit=True) as connection:
        for start in range(0, len(acknowledged), CHUNK):
            asked = acknowledged[start : start + CHUNK]
            row = connection.execute("SELECT count(*) FROM check_ins_checkin WHERE press = ANY(%s)", [asked]).fetchone()
            there += int(row[0]) if row else 0
    return len(acknowledged) - there


def _syncs_a_second() -> float:
    """What the disc takes, a page at a time, each write waiting for the one before."""
    folder = Path(tempfile.mkdtemp(prefix="naniwa-benchmark-"))
    try:
        with (folder / "page").open("wb") as file:
            began, count = time.monotonic(), 0
            while time.monotonic() - began < 3:
                file.seek(0)
                file.write(os.urandom(8192))
                file.flush()
                os.fdatasync(file.fileno())
                count += 1
        return count / (time.monotonic() - began)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    subprocess.run(["sync"], check=False)  # noqa: S607 - what others wrote is not ours to wait for
    main()
