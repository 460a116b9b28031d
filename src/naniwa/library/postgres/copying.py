"""A database written to one file and read back from it, by PostgreSQL's own programs."""

import os
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

from psycopg.conninfo import conninfo_to_dict, make_conninfo

from naniwa.library.postgres import binaries
from naniwa.library.postgres.account import ENVIRONMENT
from naniwa.library.postgres.errors import LauncherError, NoPostgreSQL

# From 17 on, the restoring program sets a parameter that older servers do not know.
FIRST_WITH_TRANSACTION_TIMEOUT = 17
QUIET_LINES = 8

type Told = Callable[[str], None]


class NotCopied(LauncherError):
    """A program of PostgreSQL's gave up; carries the end of what it said."""


def dump(url: str, to: Path, *, server: int, snapshot: str, told: Told) -> None:
    """Write what `snapshot` (of pg_export_snapshot) sees; `server` is the server's major version.

    Row security is off for pg_dump: a role that it binds makes this fail instead of leaving rows out.
    `told` hears the programs' own progress. Raises NotCopied, NoPostgreSQL.
    """
    programs = programs_for(server, at_least=server)
    options = ["--format=custom", f"--snapshot={snapshot}", "--no-publications", "--no-subscriptions"]
    run([programs["pg_dump"], *options, "--lock-wait-timeout=60s", "--verbose", f"--file={to}"], url, told)


def restore(url: str, source: Path, *, server: int, told: Told) -> None:
    """Read the file into an empty database, as the role that will own everything: all of it, or nothing."""
    newest = server if server < FIRST_WITH_TRANSACTION_TIMEOUT else None
    programs = programs_for(server, at_least=server, at_most=newest)
    options = ["--single-transaction", "--exit-on-error", "--no-owner", "--no-comments", "--verbose"]
    run([programs["pg_restore"], *options, source], url, told)


def programs_for(server: int, *, at_least: int, at_most: int | None = None) -> binaries.Binaries:
    """Those of the server's own version, else of the nearest later one."""
    known = sorted(binaries.known(), key=lambda found: found.major)
    for found in known:
        if found.major >= at_least and (at_most is None or found.major <= at_most):
            return found
    message = (
        f"the server is PostgreSQL {server}, and its client programs are not here: install postgresql-client-{server}"
    )
    raise NoPostgreSQL(message)


def run(command: list[str | Path], url: str, told: Told) -> None:
    """To its end, on the database of this URL; `told` hears its own progress. Raises NotCopied."""
    connection, secret = without_password(url)
    program, *options = [str(part) for part in command]
    last: list[str] = []
    with subprocess.Popen(  # noqa: S603 - PostgreSQL's own programs, no shell
        [program, f"--dbname={connection}", *options],
        env={**ENVIRONMENT, **home(), **secret},
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        for line in process.stderr or ():
            told(line.rstrip())
            last = [*last[-QUIET_LINES:], line.rstrip()]
    if process.returncode:
        message = f"{Path(program).name} gave up:\n" + "\n".join(last)
        raise NotCopied(message)


def without_password(url: str) -> tuple[str, Mapping[str, str]]:
    """The password travels in the environment, as everybody may read a program's arguments."""
    parts = conninfo_to_dict(url)
    password = parts.pop("password", None)
    return make_conninfo(**parts), {"PGPASSWORD": str(password)} if password else {}  # type: ignore[arg-type] # only text


def home() -> Mapping[str, str]:
    """Where libpq looks for certificates and for its file of passwords."""
    return {name: os.environ[name] for name in ("HOME", "PGPASSFILE", "PGSSLROOTCERT") if name in os.environ}
