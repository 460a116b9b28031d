"""One database cluster on disk: made whole or not at all, started, found running, stopped."""

import os
import shutil
import signal
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psycopg

from naniwa.library.postgres import settings
from naniwa.library.postgres.account import Account
from naniwa.library.postgres.binaries import Binaries
from naniwa.library.postgres.errors import NotStarted

PORT = 5432
LONGEST_SOCKET_FOLDER = 107 - len(f"/.s.PGSQL.{PORT}.lock")
LOCALES = (
    ["--locale=C.UTF-8"],
    ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"],
    ["--locale=C"],
)
PATIENCE = 60.0
TRIES = 5
SOCKETS = 4  # counted from 0, the line of postmaster.pid
LARGEST_LOG = 10_000_000


@dataclass(frozen=True)
class Running:
    """A postmaster, as its own `postmaster.pid` describes it."""

    pid: int
    sockets: Path


def connect(sockets: Path, *, database: str = "postgres") -> psycopg.Connection:
    """Open a superuser's connection that commits each statement, and never waits for an archive that is to start."""
    return psycopg.connect(
        host=str(sockets),
        port=PORT,
        user="postgres",
        dbname=database,
        autocommit=True,
        connect_timeout=5,
        options="-c synchronous_commit=local",
    )


def create(cluster: Path, *, binaries: Binaries, account: Account, fast: bool) -> None:
    """Make an empty cluster; one cut short is started over. Raises NotStarted."""
    unfinished = cluster.with_name(cluster.name + ".new")
    said = ""
    for locale in LOCALES:
        shutil.rmtree(unfinished, ignore_errors=True)
        account.take(unfinished)
        options = ["--username=postgres", "--encoding=UTF8", "--auth=peer", "--no-instructions", *locale]
        done = account.run([binaries["initdb"], "-D", unfinished, *options, *(["--no-sync"] if fast else [])])
        if done.returncode == 0:
            unfinished.rename(cluster)
            return
        said = done.stderr
    message = f"initdb could not make {cluster}:\n{said}"
    raise NotStarted(message)


def running(cluster: Path, *, patience: float | None = None) -> Running | None:
    """Find a live server on these data, waiting (in seconds) for one that is just starting or replays its log."""
    until = time.monotonic() + (PATIENCE if patience is None else patience)
    refusal: Exception | None = None
    while time.monotonic() < until:
        noted = _noted(cluster)
        if noted is None or not _is_postgres(noted.pid):
            return None
        if noted.sockets == Path():  # the file is still being written
            time.sleep(0.02)
            continue
        try:
            connect(noted.sockets).close()
        except psycopg.OperationalError as error:
            refusal = error
            time.sleep(0.1)
        else:
            return noted
    message = f"a PostgreSQL runs on {cluster} and does not let us in: {refusal}"
    raise NotStarted(message)


def start(cluster: Path, *, binaries: Binaries, account: Account, fast: bool) -> Running:
    """Start on a fresh private socket; survives what a kill -9 left behind. Raises NotStarted."""
    _clear(cluster)
    sockets = make_socket_folder(account)
    settings.write(cluster, sockets=sockets, fast=fast)
    log = cluster.with_name("postgresql.log")
    if log.exists() and log.stat().st_size > LARGEST_LOG:
        log.unlink()
    log.touch(mode=0o600)
    os.chown(log, account.uid, account.gid)
    command: list[str | Path] = [
        binaries["pg_ctl"],
        "start",
        "--wait",
        f"--timeout={PATIENCE:.0f}",
        "--silent",
        "--log",
        log,
    ]
    for attempt in range(TRIES):
        if account.run(command, cwd=cluster, environment={"PGDATA": str(cluster)}).returncode == 0:
            break
        # Orphans of a killed server hold its shared memory for a moment longer.
        time.sleep(0.5 * (attempt + 1))
    found = running(cluster)
    if found is None:
        _remove_sockets(sockets)
        message = "PostgreSQL did not start; its log ends:\n" + tail(log)
        raise NotStarted(message)
    return found


def stop(cluster: Path, server: Running) -> None:
    """Shut down at once but cleanly, and take the socket folder away."""
    if _is_postgres(server.pid):
        with suppress(ProcessLookupError):
            os.kill(server.pid, signal.SIGINT)
    until = time.monotonic() + PATIENCE
    while (cluster / "postmaster.pid").exists() and _is_postgres(server.pid) and time.monotonic() < until:
        time.sleep(0.02)
    _remove_sockets(server.sockets)


def end_at_once(cluster: Path) -> None:
    """End a server whose data nobody needs any more."""
    noted = _noted(cluster)
    if noted is None or not _is_postgres(noted.pid) or not _works_in(noted.pid, cluster):
        return
    until = time.monotonic() + PATIENCE
    while _is_postgres(noted.pid) and time.monotonic() < until:
        with suppress(ProcessLookupError):
            os.kill(noted.pid, signal.SIGQUIT)
        time.sleep(0.02)
    _remove_sockets(noted.sockets)


def set_epoch(cluster: Path, epoch: int, *, programs: Binaries, account: Account) -> None:
    """Set the upper half of a stopped server's transaction counter. Raises NotStarted."""
    done = account.run([programs["pg_resetwal"], f"--epoch={epoch}", "--pgdata", cluster])
    if done.returncode:
        message = f"pg_resetwal could not move the transaction counter of {cluster}:\n{done.stderr}"
        raise NotStarted(message)


def _noted(cluster: Path) -> Running | None:
    try:
        lines = (cluster / "postmaster.pid").read_text().splitlines()
        return Running(int(lines[0]), Path(lines[SOCKETS] if len(lines) > SOCKETS else ""))
    except (FileNotFoundError, IndexError, ValueError):
        return None


def _is_postgres(pid: int) -> bool:
    """After a restart of the machine the number in postmaster.pid may be anybody's."""
    status = Path(f"/proc/{pid}/stat")
    try:
        if Path("/proc/self/stat").exists():
            name, _, rest = status.read_text().partition("(")[2].rpartition(")")
            return name.startswith("postgres") and rest.split()[0] != "Z"
        os.kill(pid, 0)
    except (FileNotFoundError, ProcessLookupError):
        return False
    except PermissionError:
        return True
    return True


def _works_in(pid: int, folder: Path) -> bool:
    """Where the system tells; the number may have been given to another server since."""
    try:
        return Path(f"/proc/{pid}/cwd").resolve() == folder.resolve()
    except OSError:
        return False


def _clear(cluster: Path) -> None:
    noted = _noted(cluster)
    if noted is not None:
        _remove_sockets(noted.sockets)
    (cluster / "postmaster.pid").unlink(missing_ok=True)


def make_socket_folder(account: Account) -> Path:
    folder = Path(tempfile.mkdtemp(prefix="naniwa-"))
    if len(os.fsencode(folder)) > LONGEST_SOCKET_FOLDER:
        folder.rmdir()
        folder = Path(tempfile.mkdtemp(prefix="naniwa-", dir="/tmp"))
    account.take(folder)
    return folder


def _remove_sockets(folder: Path) -> None:
    if folder.name.startswith("naniwa-") and not folder.is_symlink():
        shutil.rmtree(folder, ignore_errors=True)


def tail(log: Path, lines: int = 15) -> str:
    return "\n".join(log.read_text(errors="replace").splitlines()[-lines:])
