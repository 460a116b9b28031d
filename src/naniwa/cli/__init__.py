"""The `naniwa` command: what an operator types."""

import os
import sys

from naniwa.cli import audit, demo, doctor, migrate, procedures, rehearse, serve
from naniwa.cli.app import app
from naniwa.conf.environment import MissingSetting
from naniwa.library.postgres import LauncherError

__all__ = ["app", "audit", "demo", "doctor", "main", "migrate", "procedures", "rehearse", "serve"]


def main() -> None:
    """Run a command; a problem that the operator can mend is one sentence, never a traceback."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "naniwa.conf.production")
    try:
        app()
    except (MissingSetting, LauncherError) as problem:
        sys.stderr.write(f"naniwa: {problem}\n")
        sys.exit(2)
