"""An installation of its own folder and embedded database, worked on by `naniwa` commands alone."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import nullcontext, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

from naniwa.library.postgres import Server, cluster, start_server
from tests.recovery.site import KEY, ROOT, outside, until

SEAL = "from naniwa.kernel.audit import operations\noperations.seal(now=now)"


@dataclass
class Place:
    """`folder` is NANIWA_DATA; no NANIWA_DATABASE_URL, so that commands bring up the database themselves.

    Once somebody has looked at the rows, it stays up for the commands that follow, until `stop`.
    """

    folder: Path
    variables: dict[str, str] = field(default_factory=dict)
    server: Server | None = None

    @property
    def environment(self) -> dict[str, str]:
        ours = {"NANIWA_DATA": str(self.folder), "NANIWA_SECRET_KEY": KEY, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
        return outside() | ours | self.variables

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "naniwa.cli", *arguments]
        return subprocess.Popen(
            command, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )

    def naniwa(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        process = self.start(*arguments)
        out, err = process.communicate(timeout=120)
        return subprocess.CompletedProcess(arguments, process.returncode, out, err)

    def done(self, *arguments: str) -> dict[str, Any]:
        """What a command that must succeed says with --json."""
        done = self.naniwa(*arguments, "--json")
        assert done.returncode == 0, done.stdout + done.stderr
        said: dict[str, Any] = json.loads(done.stdout)
        return said

    def refused(self, *arguments: str) -> str:
        """The sentence for somebody who can mend it."""
        done = self.naniwa(*arguments)
        assert (done.returncode, "Traceback" in done.stderr) == (2, False), done.stdout + done.stderr
        return done.stderr

    def killed(self, *arguments: str, when: Callable[[], Any]) -> None:
        """With -9, once `when` is true; the command must not have ended by itself."""
        process = self.start(*arguments)
        try:
            until(lambda: process.poll() is not None or when(), f"the middle of {arguments}")
            ended = process.poll() is not None
        finally:
            process.kill()
            said = process.communicate()
        assert not ended, said

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """As the superuser, who sees everything."""
        with self._superuser() as connection:
            return connection.execute(query.encode()).fetchall()

    def change(self, statements: str) -> None:
        """What nobody but the superuser may do."""
        with self._superuser() as connection:
            connection.execute(statements.encode())

    def _superuser(self) -> psycopg.Connection[tuple[Any, ...]]:
        self.server = self.server or start_server(self.folder / "database")
        return psycopg.connect(self.server.url("postgres"), autocommit=True)

    def seen(self, query: str) -> int:
        """A number from the database that runs now; 0 before there is one, or such a table."""
        running = cluster.running(self.folder / "database/cluster")
        try:
            with cluster.connect(running.sockets, database="naniwa") if running else nullcontext() as connection:
                row = connection.execute(query.encode()).fetchone() if connection else None
        except psycopg.Error:
            return 0
        return int(row[0]) if row else 0

    def program(self, code: str) -> str:
        """Lines of Python as the system, on this place's database."""
        lines = [
            "from naniwa.cli.database import use_installation",
            "use_installation()",
            "from django.utils import timezone",
            "now = timezone.now()",
            code,
        ]
        done = subprocess.run(
            [sys.executable, "-c", "\n".join(lines)],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def stop(self) -> None:
        """Whatever database is up, or was left by a killed command."""
        if self.server:
            self.server.stop()
            self.server = None
        place = self.folder / "database/cluster"
        running = cluster.running(place) if place.exists() else None
        if running:
            with suppress(ProcessLookupError):
                os.kill(running.pid, signal.SIGINT)
            until(lambda: cluster.running(place) is None, "the end of the database")
