"""An upgrade that is killed half way, and everything that one must not begin with."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from naniwa.cli import code
from tests.folders import passable
from tests.recovery.places import Place
from tests.recovery.site import DATABASE, Site

pytestmark = [pytest.mark.recovery, pytest.mark.xdist_group("recovery")]
WAITING = "SELECT count(*) FROM notifications_message WHERE state IN ('queued', 'sending')"
APPLIED = "SELECT count(*) FROM django_migrations"
# Django leaves the foreign keys of this migration to its end, and notes it after them.
HOLD = """
CREATE FUNCTION hold() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(60); RETURN NEW; END $$;
CREATE TRIGGER hold BEFORE INSERT ON django_migrations
FOR EACH ROW WHEN (NEW.app = 'auth' AND NEW.name = '0001_initial') EXECUTE FUNCTION hold();
"""
HELD = "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'"
LET_GO = """
SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE wait_event = 'PgSleep';
DROP TRIGGER hold ON django_migrations; DROP FUNCTION hold
"""


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Place]:
    place = Place(passable(tmp_path) / "to upgrade")
    yield place
    place.stop()


@pytest.mark.thorough
def test_an_upgrade_killed_during_its_changes_and_before_the_note_of_one_goes_on_and_ends_whole(empty: Place) -> None:
    empty.killed("upgrade", "--no-backup", when=lambda: empty.seen(APPLIED) >= 1)
    empty.change(HOLD)
    empty.killed("upgrade", "--no-backup", when=lambda: empty.seen(HELD))
    empty.change(LET_GO)
    [(done,)] = empty.rows(APPLIED)
    told = empty.done("upgrade", "--no-backup")
    assert told["continued"] is True
    [(after,)] = empty.rows(APPLIED)
    assert (len(told["applied"]), told["problems"]) == (after - done, [])
    assert "auth.0001_initial" in told["applied"]
    again = empty.done("upgrade", "--no-backup")
    assert (again["applied"], again["continued"]) == ([], False)


def test_an_upgrade_says_where_its_backup_should_go_before_it_changes_anything(empty: Place) -> None:
    assert "say where the backup goes" in empty.refused("upgrade")
    assert not empty.rows("SELECT 1 FROM pg_tables WHERE schemaname = 'public'")


@pytest.fixture
def behind(site: Site) -> Place:
    """A running installation whose database lacks the last change of this code, which can be undone."""
    site.start(DATABASE)
    assert site.server
    urls = {"NANIWA_DATABASE_URL": site.server.url("naniwa_app"), "DJANGO_SETTINGS_MODULE": "naniwa.conf.demo"}
    place = Place(site.folder, urls | {"NANIWA_MIGRATION_DATABASE_URL": site.server.url("naniwa_owner")})
    place.program(
        "from django.core.management import call_command\nfrom naniwa.cli.database import connected_as\n"
        f"with connected_as({site.server.url('naniwa_owner')!r}):\n"
        "    call_command('migrate', 'usersessions', 'zero', verbosity=0)"
    )
    place.variables["NANIWA_BACKUP_DATABASE_URL"] = site.server.url("postgres")
    return place


def test_an_upgrade_takes_a_backup_makes_the_changes_and_names_who_runs_other_code(
    behind: Place, site: Site, tmp_path: Path
) -> None:
    records = site.value("SELECT count(*) FROM audit_record")
    assert site.server
    other = site.server.url("naniwa_app") + "&application_name=naniwa%20worker%20another0"
    with psycopg.connect(other):
        told = behind.done("upgrade", str(tmp_path))
    assert told["older"] == ["naniwa worker (1 connections)"]
    assert {name.partition(".")[0] for name in told["applied"]} == {"usersessions"}
    assert "usersessions.0001_initial" not in (Path(told["backup"]) / "manifest.json").read_text()
    assert site.value("SELECT count(*) FROM audit_record") == records
    assert not list(site.folder.glob("upgrade-*"))


@pytest.mark.thorough
def test_mail_of_a_backup_that_lacks_changes_is_held_back_by_the_upgrade_and_no_worker_starts_before(
    behind: Place, site: Site, empty: Place, tmp_path: Path
) -> None:
    told = empty.done("restore", behind.done("backup", str(tmp_path / "backups"))["backup"])
    assert (told["mail_held_back"], told["migrations_to_run"] > 0) == (None, True)
    assert "run `naniwa upgrade --no-backup`" in empty.refused("worker")
    held = empty.done("upgrade", "--no-backup")["mail_held_back"]
    assert held >= site.value(WAITING) > 0, "and what was not handled yet has its mail among them"
    assert empty.rows(WAITING) == [(0,)]
    assert empty.done("upgrade", "--no-backup")["mail_held_back"] is None


def test_two_upgrades_at_once_take_turns_and_a_later_naniwas_database_is_refused(behind: Place, site: Site) -> None:
    site.rows("INSERT INTO django_migrations (app, name, applied) VALUES ('audit', '0999_later', now()) RETURNING id")
    assert "upgraded by a later Naniwa, which made audit.0999_later" in behind.refused("upgrade", "--no-backup")


def test_the_same_code_has_the_same_name() -> None:
    assert code.application_name().endswith(code.digest())
    assert len(code.application_name()) < 64
