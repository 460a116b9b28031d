"""A copied cluster brought forward along its log, in a place that is thrown away."""

import os
import shutil
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from naniwa.library.postgres import binaries, cluster, settings
from naniwa.library.postgres.account import Account, account_for
from naniwa.library.postgres.errors import NotStarted
from naniwa.library.postgres.passing import passing_home
from naniwa.library.postgres.server import Server

LONGEST = 24 * 60 * 60
FETCH = 'cp "{0}/%f" "%p" 2>/dev/null || cp "{0}/%f.partial" "%p"'
ENDED_BEFORE = "recovery ended before configured recovery target was reached"
TOO_SHORT = "WAL ends before"
"""What PostgreSQL says of a log that ends before the copy was whole."""


@dataclass(frozen=True)
class Replayed:
    """A server of its own; `last` is when the last transaction that it replayed was made.

    `log_ended` where the log has nothing as late as the moment asked for.
    """

    server: Server
    last: datetime | None
    log_ended: bool


@contextmanager
def replayed(base: Path, log: Path, *, until: datetime | None) -> Iterator[Replayed]:
    """The cluster as it was then, or at the end of the log where that comes first. Raises NotStarted, NoPostgreSQL."""
    with passing_home("naniwa-replay-") as home:
        place, account = home / "cluster", account_for(home / "cluster")
        account.take(place)
        _unpack(base, place, account)
        running, log_ended = _start(place, _readable(log, home, account), account, until=until)
        try:
            with cluster.connect(running.sockets) as connection:
                [last] = connection.execute("SELECT pg_last_xact_replay_timestamp()").fetchone() or (None,)
            yield Replayed(Server(started_here=True, folder=place, running=running), last, log_ended)
        finally:
            cluster.stop(place, running)


def _unpack(base: Path, place: Path, account: Account) -> None:
    with tarfile.open(base) as archive:
        archive.extractall(place, filter="data")
    _give(place, account)


def _readable(log: Path, home: Path, account: Account) -> Path:
    """The log where it lies, or a copy of it for an account that may not read it there."""
    if not account.switch:
        return log
    copied = shutil.copytree(log, home / "log")
    _give(copied, account)
    return copied


def _give(folder: Path, account: Account) -> None:
    if account.switch:
        for path in [folder, *folder.rglob("*")]:
            os.chown(path, account.uid, account.gid)


def _start(place: Path, log: Path, account: Account, *, until: datetime | None) -> tuple[cluster.Running, bool]:
    """What runs, and whether the log ended before that moment."""
    programs = binaries.readable(binaries.find(place), account=account, beside=place.parent)
    sockets = cluster.make_socket_folder(account)
    settings.write(place, sockets=sockets, fast=True)
    (place / "recovery.signal").touch()
    if found := _replaying(place, log, until, programs, account):
        return found, False
    if until and ENDED_BEFORE in cluster.tail(place.with_name("postgresql.log")):
        found = _replaying(place, log, None, programs, account)
    if found is None:
        message = "the log could not be replayed; PostgreSQL says:\n" + cluster.tail(place.with_name("postgresql.log"))
        raise NotStarted(message)
    return found, True


def _replaying(
    place: Path, log: Path, target: datetime | None, programs: binaries.Binaries, account: Account
) -> cluster.Running | None:
    """The server, once all is replayed; None where it gave up. `pg_ctl` waits only until it has begun to replay."""
    _write(place, log, target)
    return cluster.running(place, patience=LONGEST) if _started(place, programs, account) else None


def _started(place: Path, programs: binaries.Binaries, account: Account) -> bool:
    log = place.with_name("postgresql.log")
    log.touch(mode=0o600)
    os.chown(log, account.uid, account.gid)
    options: list[str | Path] = ["start", "--wait", f"--timeout={LONGEST}", "--silent", "--log", log]
    return account.run([programs["pg_ctl"], *options], cwd=place, environment={"PGDATA": str(place)}).returncode == 0


def _write(place: Path, log: Path, until: datetime | None) -> None:
    """Over what ALTER SYSTEM left: this server must wait for nobody."""
    source = str(log).replace("%", "%%")
    values = {
        "restore_command": FETCH.format(source),
        "recovery_target_action": "promote",
        "hot_standby": "off",
        "synchronous_standby_names": "",
    }
    if until:
        values["recovery_target_time"] = until.isoformat(sep=" ")
    lines = [f"{name} = '{value.replace("'", "''")}'" for name, value in values.items()]
    (place / "postgresql.auto.conf").write_text("\n".join(lines) + "\n")
