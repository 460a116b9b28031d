"""A site of real processes (PostgreSQL, web, worker) that can be killed with -9 and started again on the same data."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

from naniwa.library.postgres import Server, start_server

ROOT = Path(__file__).parents[2]
PATIENCE = 90.0
OFTEN = 0.1
COMMANDS = {"web": ["serve"], "worker": ["worker", "--concurrency", "1"]}
DATABASE = "database"
# Each application with how many there are of what belongs to it: draft, submission, step, audit record, event.
WHOLE = """
    SELECT a.reference, (SELECT count(*) FROM procedures_draft d WHERE d.application_id = a.id),
        (SELECT count(*) FROM procedures_submission s WHERE s.application_id = a.id),
        (SELECT count(*) FROM procedures_step s WHERE s.application_id = a.id),
        (SELECT count(*) FROM audit_record r WHERE r.action = 'procedures.received' AND r.target = a.reference),
        (SELECT count(*) FROM events_event e
            WHERE e.name = 'procedures.applications_received' AND e.payload -> 'references' ? a.reference)
    FROM procedures_application a WHERE a.procedure = 'journey' ORDER BY a.reference
"""
KEY = "the same at each start, so that sessions outlive it"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def until(found: Callable[[], Any], what: str, *, every: float = 0.02) -> Any:
    """The first true answer. Fails after some seconds. Asked less often, what is waited for has more of the machine."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if answer := found():
            return answer
        time.sleep(every)
    raise AssertionError(f"waited in vain for {what}")


def answers(url: str) -> bool:
    asked = HTTPConnection(urlsplit(url).netloc, timeout=5)
    try:
        asked.request("GET", "/healthz")
        return asked.getresponse().status == HTTPStatus.OK
    except (OSError, HTTPException):
        return False
    finally:
        asked.close()


@dataclass
class Site:
    """`folder` is NANIWA_DATA; mails go to whatever listens on `smtp_port`.

    `web_workers` as an installation has two of matter only where two processes get into each other's way.
    """

    folder: Path
    port: int = field(default_factory=free_port)
    smtp_port: int = field(default_factory=free_port)
    web_workers: int = 1
    server: Server | None = None
    children: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    # Starting and killing.

    def start(self, *parts: str) -> None:
        """`database`, `web`, `worker`; a killed part starts again on what it left."""
        for part in parts:
            if part == DATABASE:
                self._let_go()
                self.server = start_server(self.folder / "database")
            else:
                self.children[part] = self.child(part)
        if "web" in parts:
            until(lambda: answers(self.url), "the site to answer", every=OFTEN)

    def kill(self, *parts: str) -> None:
        """With -9: a process with everything below it."""
        for part in parts:
            if part == DATABASE:
                kill_at_once(below(self.postmaster))
                self._let_go()
                continue
            child = self.children.pop(part)
            with suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)
            child.wait()

    def _let_go(self) -> None:
        """Use the killed server no longer, as if the program that started it had died with it."""
        if self.server and self.server.use:
            self.server.use.close()
            self.server.use = None

    def stop(self) -> None:
        self.kill(*self.children)
        if self.server:
            self.server.stop()

    @property
    def postmaster(self) -> int:
        return int((self.folder / "database/cluster/postmaster.pid").read_text().split()[0])

    def child(self, part: str) -> subprocess.Popen[bytes]:
        more = ["--port", str(self.port)] if part == "web" else []
        command = [sys.executable, "-m", "naniwa.cli", *COMMANDS[part], *more]
        with (self.folder / f"{part}.log").open("ab") as log:
            return subprocess.Popen(command, env=self.environment, stdout=log, stderr=log, process_group=0)

    @property
    def environment(self) -> dict[str, str]:
        assert self.server
        return outside() | {
            "DJANGO_SETTINGS_MODULE": "naniwa.conf.demo",
            "NANIWA_DATA": str(self.folder),
            "NANIWA_DATABASE_URL": self.server.url("naniwa_app"),
            "NANIWA_SECRET_KEY": KEY,
            "NANIWA_SITE_URL": self.url,
            "NANIWA_SMTP_URL": f"smtp://127.0.0.1:{self.smtp_port}",
            "NANIWA_WEB_WORKERS": str(self.web_workers),
            "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
        }

    # Looking, and doing what no button does.

    def rows(self, query: str, **values: object) -> list[tuple[Any, ...]]:
        """As the superuser, who sees everything."""
        assert self.server
        with psycopg.connect(self.server.url("postgres"), autocommit=True) as connection:
            return list(connection.execute(query.encode(), values or None))

    def value(self, query: str, **values: object) -> Any:
        [[value]] = self.rows(query, **values)
        return value

    def drafts(self) -> list[str]:
        """Those that only need to be handed in."""
        ready = (
            "SELECT id::text FROM procedures_draft WHERE procedure = 'journey' AND application_id IS NULL ORDER BY 1"
        )
        return [draft for [draft] in self.rows(ready)]

    def whole(self) -> list[tuple[Any, ...]]:
        """Every application that came of such a draft, with the numbers of its parts."""
        return self.rows(WHOLE)

    def program(self, code: str) -> str:
        """Run lines of Python as the system in a process of its own; what it prints."""
        return self._run(_python(code))

    def begin(self, name: str, code: str) -> None:
        """The same as a part that can be killed."""
        with (self.folder / f"{name}.log").open("ab") as log:
            self.children[name] = subprocess.Popen(
                _python(code), env=self.environment, stdout=log, stderr=log, process_group=0
            )

    def naniwa(self, *arguments: str) -> str:
        return self._run([sys.executable, "-m", "naniwa.cli", *arguments])

    def _run(self, command: list[str]) -> str:
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False, timeout=60)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def forget_workers(self) -> None:
        """As if a minute had passed without a word from the workers: their jobs are queued again."""
        assert self.server
        with psycopg.connect(self.server.url("postgres")) as connection:
            connection.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '61 seconds'")
        self.program("from naniwa.kernel.jobs.stalled import restart_stalled\nrestart_stalled(now=now)")

    @contextmanager
    def held_up(self, table: str) -> Iterator[Callable[[], object]]:
        """Whoever writes to this table waits. Gives what waits until somebody does."""
        assert self.server
        lock = sql.SQL("LOCK TABLE ONLY {} IN SHARE MODE").format(sql.Identifier(table))
        waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = %(table)s::regclass"
        connection = psycopg.connect(self.server.url("postgres"))
        try:
            connection.execute(lock)
            yield lambda: until(lambda: self.value(waiting, table=table), f"somebody who writes to {table}")
        finally:
            connection.close()

    @contextmanager
    def row_held(self, query: str, **values: object) -> Iterator[Callable[[], object]]:
        """Whoever changes the row that this finds waits. Gives what waits until somebody does."""
        assert self.server
        waiting = "SELECT count(*) FROM pg_stat_activity WHERE %(holder)s = ANY(pg_blocking_pids(pid))"
        connection = psycopg.connect(self.server.url("postgres"))
        try:
            assert connection.execute(f"{query} FOR UPDATE".encode(), values or None).rowcount == 1
            holder = connection.info.backend_pid
            yield lambda: until(lambda: self.value(waiting, holder=holder), f"somebody who waits for {query}")
        finally:
            connection.close()


def _python(code: str) -> list[str]:
    lines = ["import django", "django.setup()", "from django.utils import timezone", "now = timezone.now()", code]
    return [sys.executable, "-c", "\n".join(lines)]


def outside() -> dict[str, str]:
    """This process's environment without what names an installation."""
    return {
        key: value
        for key, value in os.environ.items()
        if key == "NANIWA_TEST_POSTGRES" or not key.startswith(("NANIWA_", "DJANGO_"))
    }


def copy(prepared: Path, to: Path) -> Path:
    """The data of a stopped site, with the owner of each file."""
    shutil.rmtree(to, ignore_errors=True)
    subprocess.run(["cp", "-a", str(prepared), str(to)], check=True)
    return to


def below(root: int) -> list[int]:
    """A process and its descendants."""
    found = [root]
    for tasks in Path(f"/proc/{root}/task").glob("*/children"):
        for pid in tasks.read_text().split():
            found += below(int(pid))
    return found


def kill_at_once(pids: Iterable[int]) -> None:
    """With -9, all at one moment: stopped first, none of them can act on the death of another (let go of a lock, say)."""
    for kind in (signal.SIGSTOP, signal.SIGKILL):
        for pid in pids:
            with suppress(ProcessLookupError):
                os.kill(pid, kind)


def gone(pid: int) -> bool:
    """Whether a process has ended, even if nobody has asked how."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True
