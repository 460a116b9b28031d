"""Real worker processes for tests."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote

from django.db import connection

_PROGRAM = """
import importlib, sys
import django
django.setup()
importlib.import_module(sys.argv[1])
from naniwa.kernel.jobs.worker import run_worker
run_worker(wait=sys.argv[2] == "wait")
"""


def environment() -> dict[str, str]:
    """The variables with which a process uses the test's own database, as the plain role."""
    settings = connection.settings_dict
    url = f"postgresql://{settings['USER']}@/{settings['NAME']}?host={quote(str(settings['HOST']))}&port={settings['PORT']}"
    return os.environ | {"NANIWA_DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "naniwa.conf.test", "PYTHONPATH": "src"}


@contextmanager
def worker(module: str, *, wait: bool) -> Iterator[subprocess.Popen[str]]:
    """A worker that also knows the jobs and handlers of `module`; killed at the end if it still runs."""
    command = [sys.executable, "-c", _PROGRAM, module, "wait" if wait else "once"]
    process = subprocess.Popen(command, env=environment(), text=True, stderr=subprocess.PIPE)  # noqa: S603 - our own program
    try:
        yield process
    finally:
        process.kill()
        process.communicate()
