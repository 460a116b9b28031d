"""Last night's backup and the log since: all that was acknowledged, or the state before a mistake."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import pytest

from naniwa.cli.backups import log, replay
from naniwa.library.postgres import cluster, replaying
from tests.folders import passable
from tests.recovery.places import Place
from tests.recovery.site import DATABASE, PATIENCE, WHOLE, Site, copy, until
from tests.recovery.visitor import Visitor

pytestmark = [pytest.mark.recovery, pytest.mark.xdist_group("recovery")]
WAIT = "ALTER SYSTEM SET synchronous_standby_names = 'naniwa_archive'"
LET_GO = "ALTER SYSTEM RESET synchronous_standby_names"
RECEIVED = "SELECT count(*) FROM pg_stat_replication WHERE application_name = 'naniwa_archive' AND state = 'streaming'"
WAITED_FOR = (
    "SELECT count(*) FROM pg_stat_replication WHERE application_name = 'naniwa_archive' AND sync_state = 'sync'"
)
POSITION = "SELECT pg_current_wal_flush_lsn()::text"
THERE = "SELECT count(*) FROM pg_stat_replication WHERE flush_lsn >= %(position)s::pg_lsn"
WAITING = "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep'"
ANOTHER = """
INSERT INTO documents_document
SELECT (jsonb_populate_record(d, jsonb_build_object('id', gen_random_uuid(), 'created_at', now()))).*
FROM documents_document d WHERE d.id = %(like)s RETURNING id
"""
SEGMENT, LAST_RECORD = 16 * 1024 * 1024, 32
DRAFTS = "SELECT id FROM procedures_draft WHERE application_id IS NULL ORDER BY id"
MISTAKE = """
DELETE FROM procedures_draft
WHERE id IN (SELECT id FROM procedures_draft WHERE application_id IS NULL ORDER BY id LIMIT 20) RETURNING id
"""
SOUND = "SELECT id FROM documents_document WHERE discarded_at IS NULL AND state <> 'rejected' LIMIT 1"

PROVE = """
from pathlib import Path
from naniwa.cli.backups import replay, returning
try:
    replay.prove(Path("{backup}"), lambda *_: None)
except returning.Different as problem:
    print(problem)
"""


class Archive:
    """`naniwa archive` on this site, in a process group of its own; `made` is what last night's backup said."""

    def __init__(self, site: Site, backups: Path) -> None:
        self.site = site
        self.backups = backups
        self.place = Place(site.folder, {"NANIWA_BACKUPS": str(backups)})
        self.made: dict[str, Any] = {}
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

    def caught_up(self) -> None:
        """All that was written until now is in the log."""
        position = self.site.value(POSITION)
        until(lambda: self.site.value(THERE, position=position), "the log to be received")

    def kill(self) -> None:
        if self.process:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None


@pytest.fixture(scope="module")
def archive(prepared: Path) -> Iterator[Archive]:
    """A site that runs, with its log received; a backup of last night. The last test takes its discs away."""
    site, backups = Site(copy(prepared, prepared.with_name("archived"))), prepared.with_name("another disc")
    shutil.rmtree(backups, ignore_errors=True)
    archive = Archive(site, backups)
    try:
        site.start(DATABASE, "web")
        archive.start()
        archive.made = archive.place.done("backup", "--verify")
        yield archive
    finally:
        archive.kill()
        site.stop()


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


@pytest.mark.thorough
def test_a_backup_is_proved_together_with_its_copy_of_the_cluster(archive: Archive) -> None:
    assert archive.made["proved_in"] > 0
    assert archive.made["replayed_in"] > 0


def test_a_copy_that_was_not_whole_before_the_log_ended_proves_nothing(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = Path(archive.made["backup"])
    base = log.base_of(made)
    assert base
    shutil.copytree(made / "base", tmp_path / made.name / "base")
    shutil.copy(made / "manifest.json", tmp_path / made.name)
    cut = shutil.copytree(log.folder_of(made.parent, base.system), log.folder_of(tmp_path, base.system))
    for piece in cut.iterdir():
        if piece.name > base.needs:
            piece.unlink()
    [needed, *_] = json.loads((base.copy.parent / "backup_manifest").read_text())["WAL-Ranges"]
    with (cut / base.needs).open("rb+") as piece_needed:
        piece_needed.seek(int(needed["End-LSN"].partition("/")[2], 16) % SEGMENT - LAST_RECORD)
        piece_needed.write(bytes(LAST_RECORD))
    monkeypatch.setattr(replay, "TRIES", 1)
    with pytest.raises(log.NotReached, match=r"ends before .* was whole: see `naniwa doctor`"):
        replay.prove(tmp_path / made.name, lambda *_: None)


def test_seals_that_the_replayed_copy_does_not_bear_out_are_told(archive: Archive) -> None:
    backups = copy(archive.backups, archive.backups.with_name("told otherwise"))
    backup = backups / Path(archive.made["backup"]).name
    manifest = json.loads((backup / "manifest.json").read_text())
    (backup / "manifest.json").write_text(json.dumps(manifest | {"head": f"1:{'0' * 64}"}))
    assert "what was replayed is not what was saved:\nblock 1: " in archive.place.program(PROVE.format(backup=backup))


def test_a_replay_may_take_longer_than_a_server_takes_to_start(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = log.base_of(Path(archive.made["backup"]))
    assert base
    monkeypatch.setattr(replaying, "FETCH", f"sleep 0.5; {replaying.FETCH}")
    monkeypatch.setattr(cluster, "PATIENCE", 0.2)
    with replaying.replayed(base.copy, log.folder_of(archive.backups, base.system), until=None) as then:
        assert then.log_ended is False


def test_without_the_archive_nothing_is_acknowledged_until_it_is_back_or_let_go(archive: Archive) -> None:
    site = archive.site
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
            assert answer.result(PATIENCE)
    archive.start()


def test_a_moment_before_a_mistake_comes_back(archive: Archive, empty: Place) -> None:
    site = archive.site
    with Visitor(site.url, "resident") as resident:
        first = [resident.hand_in(draft) for draft in site.drafts()[:2]]
        before, drafts = site.whole(), site.rows(DRAFTS)
        moment: datetime = site.value("SELECT clock_timestamp()")
        until(lambda: site.value("SELECT clock_timestamp()") > moment + timedelta(seconds=1), "a second")
        resident.hand_in(site.drafts()[0])
        assert site.rows(MISTAKE)
    archive.caught_up()

    told = empty.done("restore", str(archive.backups), "--until", moment.isoformat())
    assert empty.rows(WHOLE) == before
    assert empty.rows(DRAFTS) == drafts
    assert set(first) <= {row[0] for row in before}
    assert datetime.fromisoformat(told["reached"]) <= moment
    assert told["log_ended"] is False


@pytest.mark.thorough
def test_a_replay_that_was_killed_goes_on_and_says_that_the_log_ended_before_the_moment_asked_for(
    archive: Archive, empty: Place
) -> None:
    temporary = empty.folder.with_name("temporary")
    temporary.mkdir(exist_ok=True)
    passable(temporary)
    empty.variables["TMPDIR"] = str(temporary)
    tomorrow = (archive.site.value("SELECT clock_timestamp()") + timedelta(days=1)).isoformat()
    asked, before = ("restore", str(archive.backups), "--until", tomorrow), set(archive.backups.iterdir())
    archive.caught_up()

    empty.killed(*asked, when=lambda: list(temporary.glob("naniwa-replay-*/cluster/postmaster.pid")))
    empty.killed(*asked, when=(empty.folder / "restore-under-way").exists)
    assert not list(temporary.glob("naniwa-replay-*/cluster")), "what the first left"
    assert "has not ended: run `naniwa restore" in empty.refused(*asked[:3], "end")
    told = empty.done(*asked)
    assert (set(archive.backups.iterdir()) - before, told["log_ended"]) == ({Path(told["backup"])}, True)
    assert empty.rows(WHOLE) == archive.site.whole()


def test_nothing_acknowledged_since_the_backup_is_lost_with_the_disc(archive: Archive, empty: Place) -> None:
    """The last one: afterwards there is no site."""
    site, backups = archive.site, archive.backups
    archive.waited_for()
    with Visitor(site.url, "resident") as resident:
        kept, lost = add_document(site), add_document(site)
        until((backups / "log/documents" / kept).exists, "a copy of the new document")
        until((backups / "log/documents" / lost).exists, "a copy of the other")
        (site.folder / "documents" / lost).unlink()
        (backups / "log/documents" / lost).unlink()
        receipts = [resident.hand_in(draft) for draft in site.drafts()[:8]]
        site.kill(DATABASE, "web")
        archive.kill()
    shutil.rmtree(site.folder / "database")
    shutil.rmtree(site.folder / "documents")

    told = empty.done("restore", str(backups), "--until", "end")
    restored = {row[0]: row[1:] for row in empty.rows(WHOLE)}
    assert len(receipts) == 8
    assert {receipt: restored.get(receipt) for receipt in receipts} == dict.fromkeys(receipts, (1, 1, 1, 1, 1))
    assert (empty.folder / "documents" / kept).exists()
    assert told["lacking"] == [lost.name]
