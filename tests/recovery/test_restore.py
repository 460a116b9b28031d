"""Last night's backup in an empty place: everything that was there, or a sentence; never half of anything."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest

from naniwa.library.postgres import start_server
from tests.recovery import restored_check_ins
from tests.recovery.places import SEAL, Place
from tests.recovery.site import DATABASE, KEY, WHOLE, Site
from tests.recovery.visitor import Visitor
from tests.thorough import ways

pytestmark = [pytest.mark.recovery, pytest.mark.xdist_group("recovery")]
RECORD = (
    "from naniwa.kernel.audit import operations as audit\nfrom django.db import transaction\n"
    "from naniwa.kernel.organisations.isolation import as_system\n"
    "with transaction.atomic(), as_system():\n    audit.record('tests.after', by=None, target='1', now=now)"
)
TRAIL = "SELECT txid::text::bigint, id FROM audit_record ORDER BY 1, 2"
MAIL = "(SELECT count(*) FROM notifications_message WHERE state IN ('queued', 'sending'))"
UNHANDLED = "SELECT count(*) FROM events_event WHERE delivered_at IS NULL"
HELD_BACK = "(SELECT count(*) FROM audit_record WHERE action = 'notifications.held_back')"
SEALED_AFTERWARDS = (
    "SELECT count(*) FROM audit_record r JOIN audit_block b ON r.id = ANY(b.ids) WHERE action = 'tests.after'"
)


@pytest.fixture(scope="module")
def old(prepared: Path) -> Iterator[Place]:
    """The site that is lost later; its database is up, so that not every command has to start it."""
    place = Place(prepared.with_name("old"))
    shutil.rmtree(place.folder, ignore_errors=True)
    subprocess.run(["cp", "-a", str(prepared), str(place.folder)], check=True)
    place.rows("SELECT 1")
    yield place
    place.stop()


@pytest.fixture(scope="module")
def backup(old: Place) -> Path:
    return Path(old.done("backup", str(old.folder.with_name("backups")))["backup"])


@pytest.fixture
def empty(prepared: Path) -> Iterator[Place]:
    """Another machine, with nothing on it."""
    place = Place(prepared.with_name("another machine"))
    shutil.rmtree(place.folder, ignore_errors=True)
    yield place
    place.stop()
    shutil.rmtree(place.folder, ignore_errors=True)


def test_what_was_acknowledged_before_the_backup_is_there_after_the_restore(site: Site, empty: Place) -> None:
    site.start(DATABASE, "web")
    with Visitor(site.url, "resident") as resident:
        receipts = [resident.hand_in(draft) for draft in site.drafts()[:5]]
    site.program(SEAL)
    restored_check_ins.leave_mails(site)
    assert site.server
    backups = site.folder.with_name("running")
    shutil.rmtree(backups, ignore_errors=True)
    made = Place(site.folder).done("backup", str(backups), "--keep", "1")
    acknowledged, before = site.whole(), site.rows(TRAIL)
    waiting = site.value(f"SELECT {MAIL}")
    assert site.value(UNHANDLED) >= len(receipts)
    site.stop()

    told = empty.done("restore", str(backups))
    assert (told["rows"], told["head"], told["same_secret_key"]) == (made["rows"], made["head"], True)
    assert empty.rows(WHOLE) == acknowledged
    assert set(receipts) <= {row[0] for row in acknowledged}
    assert empty.rows(TRAIL)[: len(before)] == before
    assert waiting > 0
    held = told["mail_held_back"]
    assert held >= waiting + len(receipts), "those that no worker had thanked for yet are among them"
    assert empty.rows(f"SELECT {MAIL}, {HELD_BACK}") == [(0, held)]
    assert empty.rows(UNHANDLED) == [(0,)]
    lost = {file.name for file in (site.folder / "documents").rglob("*")} ^ {
        file.name for file in (empty.folder / "documents").rglob("*")
    }
    assert lost <= {"incoming"}
    restored_check_ins.cannot_be_read(backups, lost=site.folder, restored=empty)


@pytest.mark.thorough
def test_the_trail_goes_on_behind_its_last_seal_though_server_and_secret_key_are_new_and_the_latter_is_told(
    site: Site, empty: Place, tmp_path: Path
) -> None:
    long_used = Place(site.folder)
    server = start_server(site.folder / "database")
    server.pass_transaction(7 << 32)
    server.stop()
    long_used.program(f"{RECORD}\n{SEAL}")
    made = long_used.done("backup", str(tmp_path))
    assert long_used.rows("SELECT max(last_txid) > 7::bigint << 32 FROM audit_block") == [(True,)]
    long_used.stop()

    empty.variables["NANIWA_SECRET_KEY"] = "another"
    assert empty.done("restore", made["backup"])["same_secret_key"] is False, "and it goes on under another key"
    empty.program(f"{RECORD}\n{SEAL}")
    assert empty.rows(SEALED_AFTERWARDS) == [(2,)]
    assert empty.done("audit", "verify", "--known", made["head"])["ok"]


def test_a_place_that_is_not_empty_is_left_as_it_is(backup: Path, empty: Place, old: Place) -> None:
    before = old.rows("SELECT count(*) FROM audit_record")
    assert "only into an empty one" in old.refused("restore", str(backup))
    assert old.rows("SELECT count(*) FROM audit_record") == before
    (empty.folder / "documents").mkdir(parents=True)
    (empty.folder / "documents/mine").write_text("mine")
    assert "only into an empty folder" in empty.refused("restore", str(backup))
    assert (empty.folder / "documents/mine").read_text() == "mine"


@pytest.mark.parametrize("harm", ["changed", "missing", "list"])
def test_a_damaged_backup_is_refused_by_the_name_of_the_file_before_anything_is_written(
    backup: Path, empty: Place, tmp_path: Path, harm: str
) -> None:
    copied = tmp_path / "copy"
    shutil.copytree(backup, copied)
    file = copied / ("SHA256SUMS" if harm == "list" else "database.dump")
    if harm == "missing":
        file.unlink()
    else:
        content = bytearray(file.read_bytes())
        content[len(content) // 2] ^= 1
        file.write_bytes(content)
    assert file.name in empty.refused("restore", str(copied))
    assert empty.rows("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == [(0,)]
    assert not (empty.folder / "documents").exists()


def test_a_backup_that_was_killed_is_no_backup_and_does_not_stand_in_the_way(old: Place, tmp_path: Path) -> None:
    old.killed("backup", str(tmp_path), when=lambda: list(tmp_path.glob(".unfinished-*/database.dump")))
    old.stop()
    assert "no whole backup" in old.refused("restore", str(tmp_path))
    made = old.done("backup", str(tmp_path))["backup"]
    assert [str(path) for path in tmp_path.iterdir() if path.name != ".lock"] == [made]


@pytest.mark.parametrize("middle", ways(["documents.restoring"], more=["restore-under-way"]))
def test_a_restore_that_was_killed_goes_on_where_it_was(backup: Path, empty: Place, old: Place, middle: str) -> None:
    empty.killed("restore", str(backup), when=(empty.folder / middle).exists)
    assert "a restore into this place has not ended" in empty.refused("worker")
    told = empty.done("restore", str(backup))
    assert told["rows"] > 0
    assert empty.rows(WHOLE) == old.rows(WHOLE)
    assert not list(empty.folder.glob("*restor*"))
    assert "only into an empty one" in empty.refused("restore", str(backup))


def test_a_backup_is_proved_in_a_place_that_is_thrown_away(backup: Path, tmp_path: Path) -> None:
    """`naniwa backup --verify` does the same: test_point_in_time begins with one."""
    checked = Place(tmp_path / "nothing here")
    assert checked.done("restore", str(backup), "--only-verify")["throw_away"]
    assert not checked.folder.exists()


def test_counts_that_differ_from_the_manifest_are_told(old: Place, backup: Path, tmp_path: Path) -> None:
    copied = tmp_path / "copy"
    shutil.copytree(backup, copied)
    manifest = (copied / "manifest.json").read_text()
    rows = manifest.partition('"audit_block": ')[2].partition(",")[0]
    (copied / "manifest.json").write_text(manifest.replace(f'"audit_block": {rows}', '"audit_block": 999'))
    assert f"audit_block: {rows} rows, not 999" in old.refused("restore", str(copied), "--only-verify")


@pytest.mark.thorough
def test_a_trail_that_was_changed_before_the_backup_is_told_by_its_proof(site: Site, tmp_path: Path) -> None:
    changed = Place(site.folder)
    changed.program(SEAL)
    assert changed.rows("SELECT count(*) FROM audit_block") > [(0,)]
    assert changed.server
    with psycopg.connect(changed.server.url("postgres")) as connection:  # as only who holds the server can
        connection.execute("SET session_replication_role = replica")
        connection.execute("UPDATE audit_record SET target = 'x' WHERE id = (SELECT min(id) FROM audit_record)")
    said = changed.refused("backup", str(tmp_path), "--verify")
    changed.stop()
    assert "what was restored is not what was saved:\nblock 1: changed record" in said


def test_the_secret_key_is_written_down_only_when_asked_for(old: Place, backup: Path, tmp_path: Path) -> None:
    asked = Path(old.done("backup", str(tmp_path), "--with-secret")["backup"])
    for made, there in (backup, False), (asked, True):
        text = (made / "settings.env").read_text() + (made / "manifest.json").read_text()
        assert (KEY in text) is there
        assert (made / "settings.env").stat().st_mode & 0o777 == 0o600
        assert made.stat().st_mode & 0o077 == 0


def test_documents_that_did_not_change_share_their_bytes_with_the_backup_before(old: Place, tmp_path: Path) -> None:
    first, second = (Path(old.done("backup", str(tmp_path))["backup"]) for _ in range(2))
    (one, *_), (other, *_) = (sorted(place.glob("documents/*/*/*")) for place in (first, second))
    assert one.stat().st_ino == other.stat().st_ino
    old.done("backup", str(tmp_path), "--keep", "2")
    assert len([path for path in tmp_path.iterdir() if path.name != ".lock"]) == 2
    assert not first.exists()
    assert other.exists()


def test_a_role_that_row_security_binds_makes_no_backup(site: Site, tmp_path: Path) -> None:
    site.start(DATABASE)
    assert site.server
    bound = Place(site.folder, {"NANIWA_DATABASE_URL": site.server.url("naniwa_app")})
    assert "row security binds the role naniwa_app" in bound.refused("backup", str(tmp_path))
    assert not list(tmp_path.glob("2*"))

    with psycopg.connect(site.server.url("postgres")) as connection:
        connection.execute("CREATE ROLE naniwa_backup LOGIN BYPASSRLS IN ROLE pg_read_all_data")
    as_that_role = site.server.url("postgres") + "&options=" + quote("-c role=naniwa_backup")
    bound.variables["NANIWA_BACKUP_DATABASE_URL"] = as_that_role
    made = bound.done("backup", str(tmp_path))
    assert made["rows"] > site.value("SELECT count(*) FROM audit_record")
