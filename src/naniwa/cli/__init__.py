"""The `naniwa` command: what an operator types."""

import os
import sys

import psycopg
from django.db.utils import OperationalError

from naniwa.cli import audit, beginnings, demo, doctor, migrate, procedures, rehearse, serve
from naniwa.cli.app import app
from naniwa.conf.environment import MissingSetting
from naniwa.library.postgres import LauncherError

__all__ = ["app", "audit", "beginnings", "demo", "doctor", "main", "migrate", "procedures", "rehearse", "serve"]


def main() -> None:
    """Run a command; a problem that the operator can mend is one sentence, never a traceback."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "naniwa.conf.production")
    try:
        app()
    except (OperationalError, psycopg.OperationalError) as problem:
        sys.stderr.write(f"naniwa: the database does not answer: {problem}\n")
        sys.exit(2)
    except (MissingSetting, LauncherError) as problem:
        sys.stderr.write(f"naniwa: {problem}\n")
        sys.exit(2)
