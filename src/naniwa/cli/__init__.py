"""The `naniwa` command: what an operator types."""

import os
import sys

import psycopg
from django.db.utils import OperationalError

from naniwa.cli import (
    archive,
    audit,
    backup,
    beginnings,
    check_ins,
    clients,
    demo,
    doctor,
    migrate,
    outbreak,
    procedures,
    reconcile,
    rehearse,
    restore,
    serve,
    services,
    signing,
    upgrade,
)
from naniwa.cli.app import app
from naniwa.conf.accepted import SettingError
from naniwa.library.postgres import LauncherError

__all__ = [
    "app",
    "archive",
    "audit",
    "backup",
    "beginnings",
    "check_ins",
    "clients",
    "demo",
    "doctor",
    "main",
    "migrate",
    "outbreak",
    "procedures",
    "reconcile",
    "rehearse",
    "restore",
    "serve",
    "services",
    "signing",
    "upgrade",
]


def main() -> None:
    """Run a command; a problem that the operator can mend is one sentence, never a traceback."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "naniwa.conf.production")
    try:
        app()
    except (OperationalError, psycopg.OperationalError) as problem:
        sys.stderr.write(f"naniwa: the database does not answer: {problem}\n")
        sys.exit(2)
    except (SettingError, LauncherError) as problem:
        sys.stderr.write(f"naniwa: {problem}\n")
        sys.exit(2)
