"""A real site for the journeys: database, web server, worker and mailbox of its own."""

import os
import re
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from naniwa.library.postgres import Server, start_server
from naniwa.web.demo import mailbox
from naniwa.web.demo.provider import take_payments

ROOT = Path(__file__).parents[2]
PREPARE = "tests.journeys.prepare"
PATIENCE = 30


@dataclass(frozen=True)
class Site:
    """`url` has no slash at its end; `mails` is the folder that every mail is written to."""

    url: str
    mails: Path
    environment: Mapping[str, str]

    def run(self, *command: str) -> str:
        """What a command of the installation writes to standard output."""
        done = subprocess.run(
            [sys.executable, "-m", "naniwa.cli", *command],
            env=self.environment, cwd=ROOT, check=True, capture_output=True, text=True,
        )  # fmt: skip
        return done.stdout

    def mail(self, to: str, *, about: str, pattern: str = "") -> str:
        """The body of the newest mail to this address whose subject has these words, waited for.

        With a pattern, the first thing in the body that fits it.
        """
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            for mail in mailbox.newest(self.mails, to=to):
                found = re.search(pattern or r"(?s).*", mail.body)
                if about in mail.subject and found:
                    return found[0]
            time.sleep(0.1)
        subjects = [mail.subject for mail in mailbox.newest(self.mails, to=to)]
        raise AssertionError(f"no mail to {to} about {about}: {subjects}")

    def link(self, to: str, *, about: str) -> str:
        return self.mail(to, about=about, pattern=re.escape(self.url) + r"/\S+")


@contextmanager
def running(folder: Path) -> Iterator[Site]:
    """Everything as `naniwa demo` starts it, on a database that gives up durability for speed."""
    folder.chmod(0o755)
    server = start_server(folder / "database", fast=True)
    try:
        with mailbox.receive_mail(folder / "mailbox") as smtp_port, take_payments(folder):
            port = _free_port()
            environment = _environment(folder, server, port=port, smtp_port=smtp_port)
            prepare = [sys.executable, "-m", PREPARE, server.url("naniwa_owner")]
            subprocess.run(prepare, env=environment, cwd=ROOT, check=True)
            with _processes(environment, port):
                yield Site(f"http://127.0.0.1:{port}", folder / "mailbox", environment)
    finally:
        server.stop()


def _environment(folder: Path, server: Server, *, port: int, smtp_port: int) -> dict[str, str]:
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "naniwa.conf.demo",
        "NANIWA_DATA": str(folder),
        "NANIWA_DATABASE_URL": server.url("naniwa_app"),
        "NANIWA_SECRET_KEY": secrets.token_urlsafe(32),
        "NANIWA_SITE_URL": f"http://127.0.0.1:{port}",
        "NANIWA_SMTP_URL": f"smtp://127.0.0.1:{smtp_port}",
        "NANIWA_END_WITH": str(os.getpid()),
    }


@contextmanager
def _processes(environment: dict[str, str], port: int) -> Iterator[None]:
    commands = [["serve", "--port", str(port)], ["worker", "--concurrency", "1"]]
    children = [
        subprocess.Popen([sys.executable, "-m", "naniwa.cli", *command], env=environment) for command in commands
    ]
    try:
        _wait(port, children)
        yield
    finally:
        for child in children:
            child.send_signal(signal.SIGTERM)
        for child in children:
            try:
                child.wait(timeout=12)
            except subprocess.TimeoutExpired:
                child.kill()


def _wait(port: int, children: list[subprocess.Popen[bytes]]) -> None:
    for _ in range(600):
        assert all(child.poll() is None for child in children), "the site did not start"
        try:
            urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5).close()
        except (URLError, OSError):
            time.sleep(0.1)
        else:
            return


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
