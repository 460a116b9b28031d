"""Data prepared once; each test works, and destroys, on a copy of its own."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from naniwa.library.postgres import start_server
from tests.folders import passable
from tests.recovery.site import Site, copy

PREPARE = Path(__file__).with_name("prepare.py")


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data of a stopped site with people, cases in every state and drafts ready to be handed in."""
    folder = passable(tmp_path_factory.mktemp("recovery")) / "prepared"
    folder.mkdir(mode=0o755)
    site = Site(folder)
    # Nobody kills anything while it is prepared; stopped, it has written all that it holds.
    site.server = start_server(folder / "database", fast=True)
    try:
        command = [sys.executable, str(PREPARE), site.server.url("naniwa_owner")]
        subprocess.run(command, env=site.environment, check=True)
    finally:
        site.stop()
    return folder


@pytest.fixture
def site(prepared: Path) -> Iterator[Site]:
    """Nothing of it runs yet."""
    site = Site(copy(prepared, prepared.with_name("site")))
    yield site
    site.stop()
