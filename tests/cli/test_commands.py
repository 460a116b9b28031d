"""What operators and programs may rely on: exit codes, one JSON object, and sentences instead of tracebacks."""

import json
import os
import socket
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import psycopg
import pytest
from django.db import connection
from psycopg.conninfo import make_conninfo

from naniwa.kernel.audit import operations, queries
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.organisations.operations import load_reference
from naniwa.services.procedures import definitions
from tests.cli.installations import own_database, production, url

pytestmark = pytest.mark.xdist_group("cli")
Run = Callable[..., CompletedProcess[str]]
GRANT = definitions.FOLDER / "closure-relief-grant.yaml"
KEYS = {
    "applicants", "received", "refused_at_entry", "deficient", "notices_drafted", "notices_sent", "corrected",
    "approved", "rejected", "withdrawn", "paid", "transfer_failed", "paid_total_yen", "failed_total_yen",
    "municipal_share_yen", "fees_paid_yen", "payout_files", "stages", "seconds", "peak_rss_mb",
}  # fmt: skip


def answer(done: CompletedProcess[str]) -> dict[str, Any]:
    """The one object on standard output."""
    lines = done.stdout.splitlines()
    assert len(lines) == 1, done.stdout + done.stderr
    found: dict[str, Any] = json.loads(lines[0])
    return found


def broken(folder: Path) -> tuple[Path, int]:
    """The shipped grant with a rule about a field that there is not, and the line of the rule."""
    lines = GRANT.read_text().splitlines(keepends=True)
    line = next(number for number, text in enumerate(lines) if text.strip().startswith("must:"))
    lines[line] = lines[line].partition("must:")[0] + 'must: no_such_field == "x"\n'
    file = folder / "broken.yaml"
    file.write_text("".join(lines))
    return file, line + 1


def test_a_flaw_is_named_with_file_and_line_and_the_status_is_1(naniwa: Run, tmp_path: Path) -> None:
    file, line = broken(tmp_path)
    done = naniwa("procedures", "check", str(file))
    assert done.returncode == 1, done.stderr
    assert f"broken.yaml:{line}: " in done.stdout
    assert "no_such_field" in done.stdout
    told = answer(naniwa("procedures", "check", "--json", str(file)))
    assert told["ok"] is False
    assert line in {flaw["line"] for flaw in told["flaws"]}


def test_a_sound_definition_passes(naniwa: Run) -> None:
    done = naniwa("procedures", "check", "--json", *map(str, definitions.shipped()))
    assert (done.returncode, answer(done)) == (0, {"ok": True, "flaws": [], "undecided": 0})


def test_a_taken_port_is_a_sentence_with_a_way_out(naniwa: Run, home: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = naniwa("demo", "--port", str(port))
    assert done.returncode == 2
    assert f"port {port} is taken" in done.stderr
    assert f"--port {port + 1}" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("command", ["demo", "serve"])
def test_a_port_that_cannot_be_is_a_sentence(naniwa: Run, command: str) -> None:
    done = naniwa(command, "--port", "70000", also=production("postgresql://naniwa_app@127.0.0.1:1/none"))
    assert (done.returncode, "Traceback" in done.stderr) == (2, False), done.stderr
    assert "65535" in done.stderr


def test_a_database_that_does_not_answer_is_a_sentence(naniwa: Run) -> None:
    done = naniwa("doctor", also=production("postgresql://naniwa_app@127.0.0.1:1/none"))
    assert done.returncode == 2
    assert "the database does not answer" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_missing_setting_is_named(naniwa: Run) -> None:
    done = naniwa("worker")
    assert (done.returncode, "Traceback" in done.stderr) == (2, False)
    assert "NANIWA_DATABASE_URL is not set" in done.stderr


def seal(count: int) -> None:
    now = datetime(2020, 5, 1, tzinfo=UTC)
    entry = operations.Entry(action="tests.done", by=None, target="0012-3456", now=now, detail={"氏名": "葛󠄀城"})
    operations.record_many([entry] * count)
    while queries.depth().unsealed:
        operations.seal(now=now)


@pytest.mark.django_db(transaction=True)
def test_one_changed_byte_of_the_trail_is_found(naniwa: Run) -> None:
    seal(1_003)
    whole = naniwa("audit", "verify", "--json", also=own_database())
    told = answer(whole)
    assert (whole.returncode, told["ok"], told["faults"]) == (0, True, [])
    assert told["head"].startswith("2:")
    with psycopg.connect(
        make_conninfo(os.environ["NANIWA_TEST_SERVER"], dbname=connection.settings_dict["NAME"])
    ) as su:
        su.execute("SET session_replication_role = replica")
        su.execute("UPDATE audit_record SET target = '0012-3457' WHERE id = (SELECT max(id) FROM audit_record)")
    changed = naniwa("audit", "verify", also=own_database())
    assert changed.returncode == 1
    assert "block 2: changed record" in changed.stdout


@pytest.mark.django_db(transaction=True)
def test_a_head_that_was_noted_down_proves_that_nothing_was_cut_off(naniwa: Run) -> None:
    seal(5)
    head = answer(naniwa("audit", "verify", "--json", also=own_database()))["head"]
    assert naniwa("audit", "verify", "--known", head, also=own_database()).returncode == 0
    cut = naniwa("audit", "verify", "--known", f"2:{'0' * 64}", also=own_database())
    assert (cut.returncode, "block 2: missing block" in cut.stdout) == (1, True)
    assert naniwa("audit", "verify", "--known", "nonsense").returncode == 2


@pytest.mark.django_db(transaction=True)
def test_the_doctor_names_each_problem_with_its_remedy(naniwa: Run) -> None:
    done = naniwa("doctor", "--json", also=own_database())
    found = {one["subject"]: one for one in answer(done)["findings"]}
    assert done.returncode == 1
    assert found["database role"] == {"subject": "database role", "found": "naniwa_app", "remedy": ""}
    assert found["row security"]["remedy"] == ""
    assert "naniwa migrate" in found["reference data"]["remedy"]
    assert "NANIWA_VIRUS_SCANNER" in found["virus scanner"]["remedy"]
    assert {"events", "audit records to seal", "audit trail"} <= set(found)


@pytest.mark.django_db(transaction=True)
def test_a_published_version_comes_out_as_yaml_and_as_one_json_object(naniwa: Run) -> None:
    with as_system():
        load_reference()
    published = answer(naniwa("procedures", "publish", "--json", str(GRANT), also=own_database()))
    assert (published["ok"], published["slug"], published["version"]) == (True, GRANT.stem, 1)
    assert naniwa("procedures", "export", GRANT.stem, also=own_database()).stdout == GRANT.read_text()
    told = answer(naniwa("procedures", "export", "--json", GRANT.stem, also=own_database()))
    assert told == {**published, "source": GRANT.read_text()}
    missing = naniwa("procedures", "export", GRANT.stem, "--version", "2", also=own_database())
    assert (missing.returncode, missing.stdout) == (2, "")
    assert f"there is no published procedure '{GRANT.stem}', version 2" in missing.stderr


@pytest.mark.django_db(transaction=True)
def test_migrating_again_changes_nothing_and_says_so(naniwa: Run) -> None:
    owner = {"NANIWA_MIGRATION_DATABASE_URL": url("naniwa_owner")}
    done = naniwa("migrate", "--json", also=own_database() | owner)
    assert (done.returncode, answer(done)) == (0, {"ok": True, "applied": []}), done.stderr


def test_a_rehearsal_reports_what_programs_expect_and_loses_no_yen(naniwa: Run, tmp_path: Path) -> None:
    done = naniwa("rehearse", GRANT.stem, "--applicants", "60", "--seed", "3", "--json", "--output", str(tmp_path))
    assert done.returncode == 0, done.stderr
    told = answer(done)
    assert set(told) == KEYS
    assert told["applicants"] == 60
    assert {"name", "items", "seconds"} == set(told["stages"][0])
    for file in told["payout_files"]:
        assert set(file) == {"path", "sha256", "records", "total_yen"}
        assert Path(file["path"]).stat().st_size >= 120 * (file["records"] + 3)
    paid = sum(file["total_yen"] for file in told["payout_files"])
    assert paid == told["paid_total_yen"] + told["failed_total_yen"]
    assert paid > 0
