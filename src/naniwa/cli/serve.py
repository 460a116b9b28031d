"""`naniwa serve` and `naniwa worker`: the two kinds of process of an installation."""

import os
import signal
import sys
from typing import Annotated

import typer

from naniwa.cli.app import app
from naniwa.cli.database import set_up
from naniwa.conf.environment import Environment


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 8000,
) -> None:
    """Answer requests. Put nginx before it for TLS; see docs/how-to."""
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    set_up()
    _end_with_parent()
    Server(
        "naniwa.web.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=Environment.read().web_workers,
        blocking_threads=4,
        respawn_failed_workers=True,
        log_access=False,
        log_level=LogLevels.warning,
        websockets=False,
    ).serve()


@app.command()
def worker(
    concurrency: Annotated[int, typer.Option(help="Jobs at once.")] = 2,
) -> None:
    """Do the work that requests leave: mail, events, sealing, reminders."""
    set_up()
    _end_with_parent()
    from naniwa.kernel.jobs.worker import run_worker

    run_worker(concurrency=concurrency)


def _end_with_parent() -> None:
    """In the demo, a process whose parent was killed must not stay behind and hold the port."""
    parent = os.environ.get("NANIWA_END_WITH")
    if parent is None or sys.platform != "linux":
        return
    import ctypes

    pr_set_pdeathsig = 1
    ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGTERM)
    if os.getppid() != int(parent):
        sys.exit(0)
