"""Last night's backup and the log since: all that was acknowledged, or the state before a mistake."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

import psycopg
import pytest

from tests.recovery.places import Place
from tests.recovery.site import DATABASE, WHOLE, Site, until
from tests.recovery.visitor import Visitor

pytestmark = [pytest.mark.recovery, pytest.mark.xdist_group("recovery")]
WAIT = "ALTER SYSTEM SET synchronous_standby_names = 'naniwa_archive'"
LET_GO = "ALTER SYSTEM RESET synchronous_standby_names"
RECEIVED = "SELECT count(*) FROM pg_stat_replication WHERE application_name = 'naniwa_archive' AND state = 'streaming'"
WAITED_FOR = (
    "SELECT count(*) FROM pg_stat_replication WHERE application_name = 'naniwa_archive' AND sync_state = 'sync'"
)
WAITING = "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep'"
ANOTHER = """
INSERT INTO documents_document
SELECT (jsonb_populate_record(d, jsonb_build_object('id', gen_random_uuid(), 'created_at', now()))).*
FROM documents_document d WHERE d.id = %(like)s RETURNING id
"""
DRAFTS = "SELECT id FROM procedures_draft WHERE application_id IS NULL ORDER BY id"
MISTAKE = "DELETE FROM procedures_draft WHERE application_id IS NULL RETURNING id"
SOUND = "SELECT id FROM documents_document WHERE discarded_at IS NULL AND state <> 'rejected' LIMIT 1"


class Archive:
    """`naniwa archive` on this site, in a process group of its own."""

    def __init__(self, site: Site, backups: Path) -> None:
        self.site = site
        self.place = Place(site.folder, {"NANIWA_BACKUPS": str(backups)})
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with (self.site.folder.parent / "archive.log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "naniwa.cli", "archive"],
                env=self.place.environment,
                stdout=log,
                stderr=log,
                process_group=0,
            )
        until(lambda: self.site.value(RECEIVED), "somebody who receives the log")

    def waited_for(self, *, ever: bool = True) -> None:
        assert self.site.server
        with psycopg.connect(self.site.server.url("postgres"), autocommit=True) as connection:
            connection.execute(WAIT if ever else LET_GO)
            connection.execute("SELECT pg_reload_conf()")
        if ever:
            until(lambda: self.site.value(WAITED_FOR), "writers to wait for the archive")

    def kill(self) -> None:
        if self.process:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None


@pytest.fixture
def backups(tmp_path: Path) -> Path:
    return tmp_path / "another disc"


@pytest.fixture
def archive(site: Site, backups: Path) -> Iterator[Archive]:
    """A site that runs, with its log received; a backup of last night."""
    site.start(DATABASE, "web")
    archive = Archive(site, backups)
    try:
        archive.start()
        archive.place.done("backup")
        yield archive
    finally:
        archive.kill()


@pytest.fixture
def empty(prepared: Path) -> Iterator[Place]:
    place = Place(prepared.with_name("another machine"))
    shutil.rmtree(place.folder, ignore_errors=True)
    yield place
    place.stop()
    shutil.rmtree(place.folder, ignore_errors=True)


def add_document(site: Site) -> Path:
    """As if one had just been uploaded; its place below the folder of documents."""
    like = site.value(SOUND)
    number: UUID = site.value(ANOTHER, like=like)
    target = site.folder / "documents" / place_of(number)
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(site.folder / "documents" / place_of(like), target)
    return place_of(number)


def place_of(number: UUID) -> Path:
    return Path(number.hex[:2], number.hex[2:4], str(number))


def test_nothing_acknowledged_since_the_backup_is_lost_with_the_disc(
    archive: Archive, site: Site, backups: Path, empty: Place
) -> None:
    archive.waited_for()
    with Visitor(site.url, "resident") as resident:
        kept, lost = add_document(site), add_document(site)
        until((backups / "log/documents" / kept).exists, "a copy of the new document")
        until((backups / "log/documents" / lost).exists, "a copy of the other")
        (site.folder / "documents" / lost).unlink()
        (backups / "log/documents" / lost).unlink()
        receipts = [resident.hand_in(draft) for draft in site.drafts()[:8]]
        archive.site.kill(DATABASE, "web")
        archive.kill()
    shutil.rmtree(site.folder / "database")
    shutil.rmtree(site.folder / "documents")

    told = empty.done("restore", str(backups), "--until", "end")
    restored = {row[0]: row[1:] for row in empty.rows(WHOLE)}
    assert len(receipts) == 8
    assert {receipt: restored.get(receipt) for receipt in receipts} == dict.fromkeys(receipts, (1, 1, 1, 1, 1))
    assert (empty.folder / "documents" / kept).exists()
    assert told["lacking"] == [lost.name]


def test_without_the_archive_nothing_is_acknowledged_until_it_is_back_or_let_go(archive: Archive, site: Site) -> None:
    archive.waited_for()
    with Visitor(site.url, "resident") as resident, ThreadPoolExecutor(1) as thread:
        first, second = site.drafts()[:2]
        for draft, go_on in (
            (first, archive.start),
            (second, lambda: archive.waited_for(ever=False)),
        ):
            archive.kill()
            until(lambda: not site.value(RECEIVED), "the archive to be gone")
            answer = thread.submit(resident.hand_in, draft)
            until(lambda: site.value(WAITING), "a submission that waits")
            assert not answer.done()
            assert "nothing is received; writers wait for it" in archive.place.naniwa("doctor", "--json").stdout
            go_on()
            assert answer.result(timeout=20)


def test_a_moment_before_a_mistake_comes_back(archive: Archive, site: Site, backups: Path, empty: Place) -> None:
    with Visitor(site.url, "resident") as resident:
        first = [resident.hand_in(draft) for draft in site.drafts()[:2]]
        before, drafts = site.whole(), site.rows(DRAFTS)
        moment: datetime = site.value("SELECT clock_timestamp()")
        until(lambda: site.value("SELECT clock_timestamp()") > moment + timedelta(seconds=1), "a second")
        resident.hand_in(site.drafts()[0])
        assert site.rows(MISTAKE)
    site.stop()
    archive.kill()

    told = empty.done("restore", str(backups), "--until", moment.isoformat())
    assert empty.rows(WHOLE) == before
    assert empty.rows(DRAFTS) == drafts
    assert set(first) <= {row[0] for row in before}
    assert datetime.fromisoformat(told["reached"]) <= moment
