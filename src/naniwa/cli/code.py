"""Which code a process runs, told to the database, so that an upgrade sees who still runs another."""

import hashlib
import sys
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]
NAME = "naniwa"


@cache
def digest() -> str:
    """Eight signs of the SHA-256 over every module."""
    found = hashlib.sha256()
    for file in sorted(PACKAGE.rglob("*.py")):
        if "tests" not in file.parts:
            found.update(f"{file.relative_to(PACKAGE)}\0".encode() + file.read_bytes())
    return found.hexdigest()[:8]


def application_name() -> str:
    """Shown in pg_stat_activity, such as `naniwa worker 1f2e3d4c`."""
    command = next((word for word in sys.argv[1:] if word.isalpha()), "program")
    return f"{NAME} {command} {digest()}"
