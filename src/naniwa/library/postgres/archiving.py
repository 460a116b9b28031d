"""The write-ahead log received as it is written, and a copy of the whole cluster that it can be replayed on."""

import json
import subprocess
from pathlib import Path

import psycopg

from naniwa.library.postgres.account import ENVIRONMENT
from naniwa.library.postgres.copying import Told, home, programs_for, run, without_password

NAME = "naniwa_archive"
"""Of the slot that keeps what was not received yet, and in `synchronous_standby_names`."""


def identify(url: str) -> tuple[str, int]:
    """The cluster's own number, which no other has, and the server's major version."""
    with psycopg.connect(url) as connection:
        [number] = connection.execute("SELECT system_identifier FROM pg_control_system()").fetchone() or (0,)
        return str(number), connection.info.server_version // 10_000


def make_slot(url: str, *, server: int) -> None:
    """From now on the server keeps its log until it was received. Raises NotCopied for a role without REPLICATION."""
    command: list[str | Path] = [
        programs_for(server, at_least=server)["pg_receivewal"],
        "--create-slot",
        "--if-not-exists",
    ]
    run([*command, f"--slot={NAME}"], url, lambda _line: None)


def receive(url: str, into: Path, *, server: int) -> subprocess.Popen[bytes]:
    """Begin to write the log down, on the disc before the server hears that it is there; ends with the server."""
    connection, secret = without_password(url)
    program = programs_for(server, at_least=server)["pg_receivewal"]
    options = [f"--slot={NAME}", "--synchronous", "--no-loop", f"--directory={into}"]
    return subprocess.Popen(  # noqa: S603 - PostgreSQL's own program, no shell
        [program, f"--dbname={connection} application_name={NAME}", *options], env={**ENVIRONMENT, **home(), **secret}
    )


def copy_cluster(url: str, into: Path, *, server: int, told: Told) -> str:
    """Write `base.tar.gz` while the server runs; the name of the first piece of log that it needs. Raises NotCopied."""
    program = programs_for(server, at_least=server)["pg_basebackup"]
    options: list[str | Path] = [
        "--format=tar",
        "--compress=gzip:1",
        "--wal-method=none",
        "--checkpoint=fast",
        "--no-sync",
        "--verbose",
    ]
    run([program, *options, f"--pgdata={into}"], url, told)
    [needed, *_] = json.loads((into / "backup_manifest").read_text())["WAL-Ranges"]
    return _piece(needed["Timeline"], needed["Start-LSN"])


def _piece(timeline: int, position: str, *, size: int = 16 * 1024 * 1024) -> str:
    high, low = (int(half, 16) for half in position.split("/"))
    return f"{timeline:08X}{high:08X}{low // size:08X}"
