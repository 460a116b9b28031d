"""What the doctor finds around the program and in its work: each problem with a remedy, and silence once it is mended."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from django.db import connection

from naniwa.cli import restored
from naniwa.cli.backups import shelf
from naniwa.kernel.notifications.models import Message
from naniwa.kernel.organisations.isolation import as_system
from naniwa.kernel.organisations.models import Organisation
from naniwa.kernel.organisations.operations import load_reference
from tests.cli.installations import own_database, whole_backup

pytestmark = [pytest.mark.xdist_group("cli"), pytest.mark.django_db(transaction=True)]
Run = Callable[..., CompletedProcess[str]]
HANGING = """
WITH job AS (
    INSERT INTO procrastinate_jobs (queue_name, task_name, status) VALUES ('default', 'audit.seal', 'doing') RETURNING id
) INSERT INTO procrastinate_events (job_id, type, at) SELECT id, 'started', now() - interval '2 hours' FROM job
"""


def look(naniwa: Run, **more: str) -> dict[str, tuple[str, str]]:
    """What was found and its remedy, by subject."""
    done = naniwa("doctor", "--json", also=own_database() | more)
    assert done.stdout, done.stderr
    findings = json.loads(done.stdout)["findings"]
    found = {one["subject"]: (one["found"], one["remedy"]) for one in findings}
    assert found["tables"] == ("up to date", "")
    return found


def queued_mail(at: datetime) -> None:
    with as_system():
        load_reference()
        Message.objects.create(
            organisation=Organisation.objects.get(code="270008-commerce"),
            key="late",
            template="tests",
            template_version=1,
            language="ja",
            to_address="a@example.jp",
            created_at=at,
            next_attempt_at=at,
        )


def test_each_problem_around_the_program_has_a_remedy(naniwa: Run, home: Path, tmp_path: Path) -> None:
    now = datetime.now(UTC)
    whole_backup(tmp_path, now - timedelta(days=3))
    queued_mail(now - timedelta(hours=1))
    with connection.cursor() as cursor:
        cursor.execute(HANGING)
    restored.owe(home)
    found = look(
        naniwa,
        NANIWA_BACKUPS=str(tmp_path),
        NANIWA_SECRET_KEY="short",
        NANIWA_WEB_WORKERS="99",
        NANIWA_TRANSCRIBER="/no/such -l ja",
    )
    (home / restored.OWED).unlink()
    assert found["restore"] == ("mail of the restored backup is not held back yet", "run `naniwa upgrade --no-backup`")
    assert "72 hours old" in found["backup"][0]
    assert "naniwa backup" in found["backup"][1]
    assert "https://" in found["HTTPS"][1]
    assert "50 or more" in found["secret key"][1]
    assert "NANIWA_CLIENT_ADDRESS_HEADER" in found["client address"][1]
    assert "naniwa worker" in found["workers"][1]
    assert found["jobs that hang"][0] == "1 of audit.seal"
    assert found["mail to send"][0].startswith("1 waiting, the oldest since ")
    assert "NANIWA_SMTP_URL" in found["mail to send"][1]
    assert "max_connections" in found["connections"][1]
    assert found["clock"][1] == ""
    assert found["transcriber"][0] == "no program /no/such"
    assert "NANIWA_TRANSCRIBER" in found["transcriber"][1]


def test_what_was_mended_is_not_named_again(naniwa: Run, tmp_path: Path) -> None:
    whole_backup(tmp_path, datetime.now(UTC) - timedelta(hours=2))
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers DEFAULT VALUES")
    found = look(naniwa, NANIWA_BACKUPS=str(tmp_path), NANIWA_CLIENT_ADDRESS_HEADER="X-Real-IP")
    mended = (
        "backup",
        "connections",
        "secret key",
        "client address",
        "workers",
        "jobs that hang",
        "mail to send",
        "files",
    )
    assert {subject: found[subject][1] for subject in mended} == dict.fromkeys(mended, "")
    assert "restore" not in found


def test_a_backup_open_to_others_and_one_that_was_never_made_are_named(naniwa: Run, tmp_path: Path) -> None:
    assert "NANIWA_BACKUPS is not set" in look(naniwa)["backup"][0]
    assert "none in" in look(naniwa, NANIWA_BACKUPS=str(tmp_path))["backup"][0]
    whole_backup(tmp_path, datetime.now(UTC))
    [made] = shelf.whole(tmp_path)
    made.chmod(0o755)
    found, remedy = look(naniwa, NANIWA_BACKUPS=str(tmp_path))["files"]
    assert str(made) in found
    assert remedy.startswith("chmod o-rwx ")
