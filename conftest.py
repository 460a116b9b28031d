"""The test suite's database (a real PostgreSQL, migrated once, used as the plain role) and its browser."""

import hashlib
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import psycopg
import pytest
from _pytest.nodeid import coerce_node_id
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, sync_playwright
from psycopg import sql

from naniwa.library.postgres import start_server

# A machine that is busy with other things is no fault of a strategy.
settings.register_profile("naniwa", suppress_health_check=[HealthCheck.too_slow], deadline=None)
settings.load_profile("naniwa")

ROOT = Path(__file__).parent
SERVER = "NANIWA_TEST_SERVER"
APPLICATION, OWNER = "naniwa_app", "naniwa_owner"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # A made-up camera and microphone, for video calls; pages that may not ask for them are held by their own policy.
    "--use-fake-device-for-media-stream=fps=5",
    "--use-fake-ui-for-media-stream",
]


def pytest_configure(config: pytest.Config) -> None:
    """Start the server once for all workers, unless NANIWA_TEST_SERVER already names one."""
    # Playwright keeps an event loop running in the process of the browser tests; nothing here is asynchronous.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    if hasattr(config, "workerinput") or os.environ.get(SERVER):
        return
    home = Path(tempfile.mkdtemp(prefix="naniwa-test-"))
    home.chmod(0o755)  # the server's own account must get in; its data folder is private
    config.add_cleanup(lambda: shutil.rmtree(home, ignore_errors=True))
    _keep_bytecode(home / "bytecode")
    server = start_server(home / "database", fast=True)
    os.environ[SERVER] = server.url("postgres", "postgres")
    config.add_cleanup(server.stop)


def _keep_bytecode(folder: Path) -> None:
    """The many processes that tests start compile each module once, even where the shell forbids to write bytecode."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = sys.pycache_prefix = str(folder)
    sys.dont_write_bytecode = False


# Migrations take the words of their policies from here.
POLICIES = [ROOT / "src/naniwa/kernel/people/scoping.py", ROOT / "src/naniwa/kernel/organisations/isolation.py"]


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let `--dist loadgroup` see its groups: pytest-xdist 3.8 writes them where pytest 9.2 reads no ids any more."""
    for item in items:
        grouped = vars(item).get("_nodeid")
        if grouped:
            item._id = coerce_node_id(grouped)  # noqa: SLF001 - there is no public way to rename an item


def _migrations_digest() -> str:
    files = [*sorted(ROOT.glob("src/naniwa/**/migrations/*.py")), ROOT / "uv.lock", ROOT / "conftest.py", *POLICIES]
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:16]


def _settings_for(url: str, name: str, user: str) -> dict[str, Any]:
    parts = urlsplit(url)
    query = {key: values[0] for key, values in parse_qs(parts.query).items()}
    host, port = query.get("host") or parts.hostname or "", query.get("port") or str(parts.port or "")
    return {"NAME": name, "USER": user, "PASSWORD": parts.password or "", "HOST": host, "PORT": port}


def _migrated_template(admin: psycopg.Connection[Any], url: str) -> str:
    """The name of a database with every migration applied; made by whoever holds the lock first."""
    from django.core.management import call_command
    from django.db import connection

    from naniwa.kernel.organisations.isolation import DEFAULT_PRIVILEGES

    name = f"template_{_migrations_digest()}"
    admin.execute("SELECT pg_advisory_lock(20261122)")
    if not admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
        making = f"{name}_making"
        admin.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(making)))
        admin.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(making), sql.Identifier(OWNER)))
        connection.settings_dict.update(_settings_for(url, making, OWNER))
        connection.close()
        with connection.cursor() as cursor:
            cursor.execute(DEFAULT_PRIVILEGES)
            cursor.execute("ALTER DEFAULT PRIVILEGES GRANT TRUNCATE ON TABLES TO naniwa_app")
        call_command("migrate", verbosity=0, interactive=False)
        with connection.cursor() as cursor:  # Django empties every table after a test that commits
            for table in ("audit_record", "audit_block"):
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER audit_no_truncate")
        connection.close()
        admin.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(making), sql.Identifier(name)))
    admin.execute("SELECT pg_advisory_unlock(20261122)")
    return name


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: Any) -> Iterator[None]:
    """Copy the template for this process and connect as the role that row security binds."""
    from django.db import connections

    url = os.environ[SERVER]
    copy = f"naniwa_{os.getpid()}"
    with psycopg.connect(url, autocommit=True) as admin, django_db_blocker.unblock():
        template = _migrated_template(admin, url)
        admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(copy)))
        admin.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER {}").format(
                sql.Identifier(copy), sql.Identifier(template), sql.Identifier(OWNER)
            )
        )
        connections["default"].settings_dict.update(_settings_for(url, copy, APPLICATION))
        connections["default"].close()
    yield
    with psycopg.connect(url, autocommit=True) as admin, django_db_blocker.unblock():
        connections.close_all()
        admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(copy)))


@pytest.fixture(autouse=True)
def _no_job_outlives_its_test(request: pytest.FixtureRequest) -> Iterator[None]:
    """Where a test commits, Django empties its own tables afterwards; those of the queue's library it leaves alone."""
    yield
    marker = request.node.get_closest_marker("django_db")
    if "transactional_db" in request.fixturenames or (marker and marker.kwargs.get("transaction")):
        from django.db import connection

        with request.getfixturevalue("django_db_blocker").unblock(), connection.cursor() as cursor:
            cursor.execute("DELETE FROM procrastinate_jobs; DELETE FROM procrastinate_workers")


@pytest.fixture(autouse=True)
def _nothing_is_remembered() -> Iterator[None]:
    """What a process keeps of one database says nothing about that of the next test."""
    yield
    for name in ("naniwa.web.navigation", "naniwa.services.procedures.queries.remembering"):
        if module := sys.modules.get(name):
            module._known.clear()  # noqa: SLF001 - for tests alone


@pytest.fixture(autouse=True)
def _only_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    """Contract 8: a test may open sockets to this machine alone."""
    import socket

    real = socket.socket.connect

    def connect(self: socket.socket, address: Any) -> None:
        if isinstance(address, tuple) and not str(address[0]).startswith(("127.", "::1", "localhost")):
            message = f"a test may not connect to {address}"
            raise AssertionError(message)
        real(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium; one for each process, as Playwright cannot be started twice in it."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        yield browser
        browser.close()
