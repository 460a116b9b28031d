"""A slip in a variable is one sentence that says what it takes, and never a traceback or a silent default."""

import os
import subprocess
import sys

import pytest

from naniwa.conf.accepted import ACCEPTED, UnreadableSetting
from naniwa.conf.environment import Environment, MissingSetting

SLIPS = [
    ("NANIWA_WEB_WORKERS", "abc"),
    ("NANIWA_WEB_WORKERS", "0"),
    ("NANIWA_WEB_WORKERS", "-1"),
    ("NANIWA_WEB_WORKERS", "2.5"),
    ("NANIWA_WEB_WORKERS", " "),
    ("NANIWA_WEB_WORKERS", "２"),
    ("NANIWA_DATABASE_URL", "mysql://naniwa@db/naniwa"),
    ("NANIWA_DATABASE_URL", "naniwa"),
    ("NANIWA_DATABASE_URL", "postgresql://naniwa:sec/ret@db:5432/naniwa"),
    ("NANIWA_DATABASE_URL", "postgresql://naniwa@db:port/naniwa"),
    ("NANIWA_DATABASE_URL", "postgresql://naniwa@[db/naniwa"),
    ("NANIWA_MIGRATION_DATABASE_URL", "db:5432"),
    ("NANIWA_BACKUP_DATABASE_URL", "naniwa_backup@db/naniwa"),
    ("NANIWA_BACKUP_DATABASE_URL", "file:///backups"),
    ("NANIWA_HOSTS", "https://naniwa.example.jp"),
    ("NANIWA_HOSTS", "naniwa.example.jp;www.naniwa.example.jp"),
    ("NANIWA_SITE_URL", "naniwa.example.jp"),
    ("NANIWA_SITE_URL", "https://"),
    ("NANIWA_SMTP_URL", "mail.example.jp:25"),
    ("NANIWA_SMTP_URL", "smtp://mail.example.jp:mail"),
    ("NANIWA_SMTP_URL", "starttls://mail.example.jp"),
    ("NANIWA_MAIL_FROM", "naniwa"),
    ("NANIWA_MAIL_FROM", "a@example.jp\nBcc: b@example.jp"),
    ("NANIWA_CHECK_IN_MAIL", "checkin+all@pref.example.jp"),
    ("NANIWA_CHECK_IN_DAYS", "13"),
    ("NANIWA_CHECK_IN_DAYS", "181"),
    ("NANIWA_PREFECTURE", "27"),
    ("NANIWA_PREFECTURE", "大阪府"),
    ("NANIWA_VIRUS_SCANNER", "clam://127.0.0.1:3310"),
    ("NANIWA_VIRUS_SCANNER", "/run/clamav/clamd.ctl"),
    ("NANIWA_PAYMENT_PROVIDERS", "https://merchant:secret@pay.example.jp"),
    ("NANIWA_PAYMENT_PROVIDERS", "card=paypay+https://merchant:secret@pay.example.jp"),
    ("NANIWA_PAYMENT_PROVIDERS", "card=card+https://pay.example.jp"),
    ("NANIWA_SLIP_ISSUERS", "大阪市=912345"),
    ("NANIWA_MEETINGS", "zoom"),
    ("NANIWA_ICE_SERVERS", "stun.example.jp:3478"),
    ("NANIWA_ICE_SERVERS", "turn:turn.example.jp:3478"),
    ("NANIWA_TRANSCRIBER", "transcribe 'speech"),
    ("NANIWA_CALL_MACHINE", "tel:"),
    ("NANIWA_WAITING_ROOM", "yes"),
    ("NANIWA_STAFF_IDLE_MINUTES", "4"),
    ("NANIWA_STAFF_IDLE_MINUTES", "721"),
    ("NANIWA_CLIENT_ADDRESS_HEADER", "X-Real-IP: 127.0.0.1"),
]


@pytest.mark.parametrize(("name", "value"), SLIPS)
def test_a_value_that_cannot_be_used_is_named_with_an_example(name: str, value: str) -> None:
    with pytest.raises(UnreadableSetting) as told:
        Environment.read({name: value})
    words = str(told.value)
    assert words.startswith(f"{name} cannot be used: it takes ")
    assert f"for example {name}={ACCEPTED[name].example}" in words
    assert f"'{value}'" not in words


def test_a_slip_of_every_variable_is_tried() -> None:
    assert {name for name, _ in SLIPS} == set(ACCEPTED)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("NANIWA_WEB_WORKERS", "16"),
        ("NANIWA_MEETINGS", "link,peer"),
        ("NANIWA_ICE_SERVERS", "stun:stun.example.jp:3478, turns:secret@turn.example.jp:5349?transport=tcp"),
        ("NANIWA_DATABASE_URL", "postgresql://naniwa_app@/naniwa?host=/run/postgresql"),
        ("NANIWA_DATABASE_URL", "postgresql://naniwa_app:a%2Fb%40c@[::1]:5432/naniwa"),
        ("NANIWA_DATABASE_URL", "postgresql:///naniwa"),
        ("NANIWA_HOSTS", "naniwa.example.jp, www.naniwa.example.jp"),
        ("NANIWA_HOSTS", ".example.jp,127.0.0.1,[::1],*"),
        ("NANIWA_SITE_URL", "http://127.0.0.1:8000/"),
        ("NANIWA_SMTP_URL", "smtps://naniwa:secret@mail.example.jp"),
        ("NANIWA_MAIL_FROM", "大阪府 <naniwa@pref.example.jp>"),
        ("NANIWA_MAIL_FROM", "naniwa@localhost"),
        ("NANIWA_VIRUS_SCANNER", "console:"),
        ("NANIWA_VIRUS_SCANNER", "clamd://clamd:3310"),
        ("NANIWA_SITE_URL", ""),
        *((name, accepted.example) for name, accepted in ACCEPTED.items()),
    ],
)
def test_what_the_reference_shows_is_taken(name: str, value: str) -> None:
    Environment.read({name: value})


def test_spaces_after_the_commas_between_hosts_are_no_part_of_them() -> None:
    assert Environment.read({"NANIWA_HOSTS": "a.example.jp, b.example.jp,"}).hosts == ("a.example.jp", "b.example.jp")


def test_an_empty_variable_is_one_that_is_not_set() -> None:
    empty = dict.fromkeys([*ACCEPTED, "NANIWA_DATA"], "")
    assert Environment.read(empty) == Environment.read({})


def test_what_is_missing_is_named() -> None:
    with pytest.raises(MissingSetting, match="NANIWA_SECRET_KEY is not set"):
        Environment.read({}).require("secret_key")


def test_an_operator_reads_the_sentence_alone() -> None:
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("NANIWA_", "DJANGO_"))}
    done = subprocess.run(
        [sys.executable, "-m", "naniwa.cli", "doctor"],
        env=environment | {"NANIWA_WEB_WORKERS": "abc"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert done.stderr.startswith("naniwa: NANIWA_WEB_WORKERS cannot be used: it takes a whole number from 1 to 99; ")
