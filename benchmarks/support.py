"""What benchmarks share: a site of their own on a database of its own, and the CPU that its processes use."""

import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from naniwa.cli.database import APPLICATION, OWNER, migrate_as_owner, set_up
from naniwa.library.postgres import Server, start_server

TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Site:
    """`web` and `database` are the process numbers whose trees are measured."""

    url: str
    port: int
    web: int
    database: int
    server: Server


@contextmanager
def database() -> Iterator[Server]:
    """An empty, migrated database; Django is set up on it in this process."""
    folder = Path(tempfile.mkdtemp(prefix="naniwa-benchmark-"))
    folder.chmod(0o755)
    os.environ["NANIWA_DATA"] = str(folder)
    os.environ["NANIWA_SECRET_KEY"] = secrets.token_urlsafe(32)
    server = start_server(folder / "database")
    try:
        set_up("naniwa.conf.demo", database_url=server.url(APPLICATION))
        migrate_as_owner(server.url(OWNER))
        from naniwa.cli.migrate import load_reference

        load_reference()
        yield server
    finally:
        from django.db import connections

        connections.close_all()
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def site(*, line: bool = True) -> Iterator[Site]:
    """The site as `naniwa serve` runs it, with two web workers; without `line` nobody ever stands in it."""
    with database() as server:
        port = _free_port()
        os.environ["NANIWA_SITE_URL"] = f"http://127.0.0.1:{port}"
        os.environ["NANIWA_WAITING_ROOM"] = "on" if line else "off"
        web = subprocess.Popen([sys.executable, "-m", "naniwa.cli", "serve", "--port", str(port)])
        try:
            _wait(port, web)
            assert server.running is not None
            yield Site(f"http://127.0.0.1:{port}", port, web.pid, postmaster(server), server)
        finally:
            web.send_signal(signal.SIGTERM)
            web.wait(timeout=20)


def postmaster(server: Server) -> int:
    assert server.folder is not None
    return int((server.folder / "postmaster.pid").read_text().split()[0])


def cpu_seconds(root: int) -> float:
    """CPU that a process and everything below it have used, finished children included."""
    parents: dict[int, int] = {}
    used: dict[int, float] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                fields = (folder / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            parents[int(folder.name)] = int(fields[1])
            used[int(folder.name)] = sum(map(int, fields[11:15])) / TICKS
    return sum(seconds for pid, seconds in used.items() if _below(pid, root, parents))


def _below(pid: int, root: int, parents: dict[int, int]) -> bool:
    while pid and pid != root:
        pid = parents.get(pid, 0)
    return pid == root


def percentile(values: list[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def report(name: str, figures: Mapping[str, object], *, bar: Mapping[str, object], ok: bool) -> None:
    """The last line: one JSON object."""
    print(json.dumps({"name": name, **figures, "bar": bar, "ok": ok}, ensure_ascii=False))
    sys.exit(0 if ok else 1)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        assert process.poll() is None, "the site did not start"
        try:
            urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5).close()
        except (URLError, OSError):
            time.sleep(0.1)
        else:
            return
