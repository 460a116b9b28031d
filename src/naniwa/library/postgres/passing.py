"""A folder for a server that is thrown away: gone afterwards, and with the next one what a killed program left."""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from naniwa.library.postgres import cluster

LOCK = "in-use-by-its-maker.lock"
BEGUN = "naniwa-begun-"


@contextmanager
def passing_home(prefix: str) -> Iterator[Path]:
    """One that every account may pass. It has its name only once it is locked: nobody takes it for a leftover."""
    _clear(prefix)
    begun = Path(tempfile.mkdtemp(prefix=BEGUN))
    begun.chmod(0o755)
    with (begun / LOCK).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        home = begun.rename(begun.with_name(prefix + begun.name.removeprefix(BEGUN)))
        try:
            yield home
        finally:
            shutil.rmtree(home, ignore_errors=True)


def _clear(prefix: str) -> None:
    """The system lets go of the lock of a program that ended, however that happened; its server may run still."""
    for left in Path(tempfile.gettempdir()).glob(f"{prefix}*"):
        with suppress(OSError):
            if left.is_symlink() or left.stat().st_uid != os.geteuid():
                continue
            with (left / LOCK).open("r+") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                for noted in [*left.glob("*/postmaster.pid"), *left.glob("*/*/postmaster.pid")]:
                    cluster.end_at_once(noted.parent)
                shutil.rmtree(left, ignore_errors=True)
