"""Which operating-system account runs the server: PostgreSQL refuses root."""

import os
import pwd
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from naniwa.library.postgres.errors import UnusableData

UNPRIVILEGED = ("nobody", "postgres", "daemon")
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}


@dataclass(frozen=True)
class Account:
    """A user of the machine; `switch` says whether we must change to it before running anything."""

    name: str
    uid: int
    gid: int
    switch: bool

    def run(
        self,
        command: Sequence[str | Path],
        *,
        cwd: Path | None = None,
        environment: Mapping[str, str] | None = None,
    ) -> subprocess.CompletedProcess[str]:
        """Run to the end as this account with a bare environment; the output is captured, never raised."""
        return subprocess.run(  # noqa: S603 - fixed programs on our own paths, no shell
            [str(part) for part in command],
            env=ENVIRONMENT | dict(environment or {}),
            cwd=cwd or Path("/"),
            text=True,
            capture_output=True,
            check=False,
            user=self.uid if self.switch else None,
            group=self.gid if self.switch else None,
            extra_groups=[] if self.switch else None,
        )

    def can_enter(self, folder: Path) -> bool:
        """Whether every folder on the way may be passed."""
        return self.run(["/bin/sh", "-c", 'cd "$1"', "sh", folder]).returncode == 0

    def can_run(self, program: Path) -> bool:
        """Whether the program starts, with the libraries beside it."""
        try:
            return self.run([program, "--version"]).returncode == 0
        except OSError:
            return False

    def take(self, folder: Path) -> None:
        """Make a folder of ours private to this account."""
        folder.mkdir(mode=0o700, exist_ok=True)
        if self.switch:
            os.chown(folder, self.uid, self.gid)
        folder.chmod(0o700)


def launcher() -> str:
    """Name of the account that runs this program."""
    return pwd.getpwuid(os.geteuid()).pw_name


def account_for(cluster: Path) -> Account:
    """Ourselves; or, for root, the owner of the cluster or an unprivileged user that exists."""
    us = pwd.getpwuid(os.geteuid())
    owner = cluster.stat().st_uid if cluster.exists() else None
    if us.pw_uid != 0:
        if owner not in {None, us.pw_uid}:
            message = f"{cluster} belongs to another user (uid {owner}); run as that user, or give another folder"
            raise UnusableData(message)
        return Account(us.pw_name, us.pw_uid, us.pw_gid, switch=False)
    entry = pwd.getpwuid(owner) if owner else _unprivileged()
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid, switch=True)


def _unprivileged() -> pwd.struct_passwd:
    known = {entry.pw_name: entry for entry in pwd.getpwall() if entry.pw_uid != 0}
    for name in UNPRIVILEGED:
        if name in known:
            return known[name]
    message = "PostgreSQL does not run as root, and this machine has no user such as nobody to run it as"
    raise UnusableData(message)
