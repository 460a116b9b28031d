"""`naniwa demo` as somebody starts it in a terminal, with everything below it."""

import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes
from pathlib import Path

from naniwa.library.postgres import Server, cluster
from tests.recovery.site import OFTEN, Site, answers, below, gone, kill_at_once, outside, until


@dataclass
class Demo:
    """`site` looks at the demo's database and knows its address; what it starts is the demo's own."""

    site: Site
    process: subprocess.Popen[bytes]

    @property
    def everything(self) -> set[int]:
        """The processes of the demo, the database's among them."""
        return {*below(self.process.pid), self.site.postmaster, *below(self.site.postmaster)}

    def kill(self) -> None:
        kill_at_once(everything := self.everything)
        self.process.wait()
        until(lambda: all(gone(pid) for pid in everything), "the end of all")

    def interrupt(self) -> None:
        """Ctrl-C, which a terminal sends to all of its foreground group."""
        os.killpg(self.process.pid, signal.SIGINT)

    def mails(self) -> Counter[str]:
        """How often each mail came, by its Message-ID."""
        files = (self.site.folder / "mailbox").glob("*.eml")
        return Counter(str(message_from_bytes(file.read_bytes())["Message-ID"]) for file in files)


@contextmanager
def demo(folder: Path, port: int) -> Iterator[Demo]:
    """Started, and killed at the end if it still runs."""
    site = Site(folder, port)
    command = [sys.executable, "-m", "naniwa.cli", "demo", "--port", str(port), "--applicants", "4"]
    environment = outside() | {"NANIWA_DATA": str(folder)}
    with (folder / "demo.log").open("ab") as log:
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log, start_new_session=True)
    running = Demo(site, process)
    try:
        until(lambda: process.poll() is not None or answers(site.url), "the demo to answer", every=OFTEN)
        # Looked at from outside: a program that uses it would keep it alive after the demo.
        site.server = Server(started_here=False, running=cluster.running(folder / "database/cluster"))
        yield running
    finally:
        if process.poll() is None:
            running.kill()
