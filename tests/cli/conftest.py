"""The `naniwa` command as an operator runs it: a process of its own."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def home() -> Iterator[Path]:
    """A folder for the embedded PostgreSQL, which its own account can enter."""
    with tempfile.TemporaryDirectory(prefix="naniwa cli ") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder) / "data with spaces"


@pytest.fixture(scope="session")
def naniwa(home: Path) -> Run:
    """Run `naniwa ARGUMENTS` on an installation of its own; `also` adds to its environment."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("NANIWA_", "DJANGO_"))}

    def run(*arguments: str, also: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "naniwa.cli", *arguments],
            env=kept | {"NANIWA_DATA": str(home)} | (also or {}),
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

    return run
